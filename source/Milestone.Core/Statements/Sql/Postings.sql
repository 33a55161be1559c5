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

-- One row per document line, date, account, project and phase: the net of its postings, by rank, then document and line; one more than a page, or all of
-- them without a limit. @order says what ranks: 0 the day, 1 the day backwards, 2 the amount, the largest first.
WITH behind AS
(
  SELECT date, document_id, line_id, account_id, project_id, phase_id, sum(amount) AS amount
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
),
ranked AS
(
  SELECT
    *,
    CASE @order WHEN 2 THEN -abs(amount) WHEN 1 THEN ('2000-01-01'::date - date)::numeric ELSE (date - '2000-01-01'::date)::numeric END AS rank
  FROM behind
),
page AS
(
  SELECT *
  FROM ranked
  WHERE @afterRank IS NULL OR (rank, date, document_id, line_id, account_id, project_id, phase_id)
    > (@afterRank, @afterDate, @afterDocument, @afterLine, @afterAccount, @afterProject, @afterPhase)
  ORDER BY rank, date, document_id, line_id, account_id, project_id, phase_id
  LIMIT @limit + 1
)
SELECT
  page.date,
  page.document_id,
  page.line_id,
  page.account_id,
  page.project_id,
  page.phase_id,
  page.amount,
  document.kind,
  document.number,
  document.reference,
  contact.name AS contact,
  line.description,
  account.name AS account,
  project.name AS project,
  phase.name AS phase,
  page.rank
FROM page
JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = page.document_id
LEFT JOIN milestone.contact ON contact.organisation_id = @organisation AND contact.contact_id = document.contact_id
LEFT JOIN milestone.line ON line.organisation_id = @organisation AND line.document_id = page.document_id AND line.line_id = page.line_id
LEFT JOIN milestone.account ON account.organisation_id = @organisation AND account.account_id = page.account_id AND account.to_batch IS NULL
LEFT JOIN milestone.tracking_option project ON project.organisation_id = @organisation AND project.option_id = page.project_id AND project.to_batch IS NULL
LEFT JOIN milestone.tracking_option phase ON phase.organisation_id = @organisation AND phase.option_id = page.phase_id AND phase.to_batch IS NULL
ORDER BY page.rank, page.date, page.document_id, page.line_id, page.account_id, page.project_id, page.phase_id;
