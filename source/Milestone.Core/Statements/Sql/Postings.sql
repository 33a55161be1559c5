-- One row: the sum and the number of the lines behind a figure, whatever page is asked for.
WITH behind AS
(
  SELECT sum(amount) AS amount
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND basis = @basis
    AND date BETWEEN @from AND @to
    AND (@batch IS NULL OR batch <= @batch)
    AND (@accounts IS NULL OR account_id = ANY (@accounts))
    AND (@project IS NULL OR project_id = @project)
    AND (@phase IS NULL OR phase_id = @phase)
  GROUP BY date, document_id, line_id, account_id, project_id, phase_id
  HAVING sum(amount) <> 0
)
SELECT COALESCE(sum(amount), 0), count(*)
FROM behind;

-- One row per document line, date, account, project and phase: the net of its postings, by date, then document and line; one more than a page.
WITH behind AS
(
  SELECT date, document_id, line_id, account_id, project_id, phase_id, sum(amount) AS amount
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND basis = @basis
    AND date BETWEEN GREATEST(@from, COALESCE(@afterDate, @from)) AND @to
    AND (@batch IS NULL OR batch <= @batch)
    AND (@accounts IS NULL OR account_id = ANY (@accounts))
    AND (@project IS NULL OR project_id = @project)
    AND (@phase IS NULL OR phase_id = @phase)
    AND (@afterDate IS NULL OR (date, document_id, line_id, account_id, project_id, phase_id)
      > (@afterDate, @afterDocument, @afterLine, @afterAccount, @afterProject, @afterPhase))
  GROUP BY date, document_id, line_id, account_id, project_id, phase_id
  HAVING sum(amount) <> 0
  ORDER BY date, document_id, line_id, account_id, project_id, phase_id
  LIMIT @limit + 1
)
SELECT
  behind.date,
  behind.document_id,
  behind.line_id,
  behind.account_id,
  behind.project_id,
  behind.phase_id,
  behind.amount,
  document.kind,
  document.number,
  document.reference,
  contact.name AS contact,
  line.description,
  account.name AS account,
  project.name AS project,
  phase.name AS phase
FROM behind
JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = behind.document_id
LEFT JOIN milestone.contact ON contact.organisation_id = @organisation AND contact.contact_id = document.contact_id
LEFT JOIN milestone.line ON line.organisation_id = @organisation AND line.document_id = behind.document_id AND line.line_id = behind.line_id
LEFT JOIN milestone.account ON account.organisation_id = @organisation AND account.account_id = behind.account_id AND account.to_batch IS NULL
LEFT JOIN milestone.tracking_option project ON project.organisation_id = @organisation AND project.option_id = behind.project_id AND project.to_batch IS NULL
LEFT JOIN milestone.tracking_option phase ON phase.organisation_id = @organisation AND phase.option_id = behind.phase_id AND phase.to_batch IS NULL
ORDER BY behind.date, behind.document_id, behind.line_id, behind.account_id, behind.project_id, behind.phase_id;
