-- One row per changed document and place (date, account, project, phase) that it posts or posted to: its net then and now, whatever the filters.
-- Listed are the documents whose net within the filters differs, those that moved most first; one that changed and was changed back is not.
WITH net AS
(
  SELECT document_id, sum(amount) AS amount, max(batch) AS batch
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND batch > @since
    AND batch <= @until
    AND basis = @basis
    AND date BETWEEN @from AND @to
    AND (@project IS NULL OR project_id = @project)
    AND (@phase IS NULL OR phase_id = @phase)
  GROUP BY document_id, date, account_id, project_id, phase_id
  HAVING sum(amount) <> 0
),
changed AS
(
  SELECT document_id, sum(abs(amount)) AS moved, max(batch) AS batch
  FROM net
  GROUP BY document_id
  ORDER BY sum(abs(amount)) DESC, document_id
  LIMIT @most
)
SELECT
  changed.document_id,
  document.kind,
  document.status,
  document.number,
  document.reference,
  contact.name AS contact,
  document.date AS document_date,
  batch.batch,
  batch.recorded_at,
  batch.actor,
  EXISTS
  (
    SELECT
    FROM milestone.posting accrual
    WHERE accrual.organisation_id = @organisation
      AND accrual.document_id = changed.document_id
      AND accrual.basis = 0
      AND accrual.batch > @since
      AND accrual.batch <= @until
  ) AS accrual_changed,
  place.date,
  place.account_id,
  place.project_id,
  place.phase_id,
  place.was,
  place.becomes,
  account.name AS account,
  project.name AS project,
  phase.name AS phase
FROM changed
JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = changed.document_id
JOIN milestone.batch ON batch.organisation_id = @organisation AND batch.batch = changed.batch
CROSS JOIN LATERAL
(
  SELECT
    date,
    account_id,
    project_id,
    phase_id,
    COALESCE(sum(amount) FILTER (WHERE posting.batch <= @since), 0) AS was,
    sum(amount) AS becomes
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND document_id = changed.document_id
    AND basis = @basis
    AND posting.batch <= @until
  GROUP BY date, account_id, project_id, phase_id
) AS place
LEFT JOIN milestone.contact ON contact.organisation_id = @organisation AND contact.contact_id = document.contact_id
LEFT JOIN milestone.account ON account.organisation_id = @organisation AND account.account_id = place.account_id AND account.to_batch IS NULL
LEFT JOIN milestone.tracking_option project ON project.organisation_id = @organisation AND project.option_id = place.project_id AND project.to_batch IS NULL
LEFT JOIN milestone.tracking_option phase ON phase.organisation_id = @organisation AND phase.option_id = place.phase_id AND phase.to_batch IS NULL
ORDER BY changed.moved DESC, changed.document_id, place.date, place.account_id, place.project_id, place.phase_id;
