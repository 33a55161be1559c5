-- One row per document asked for: what decides its postings.
SELECT
  document_id,
  kind,
  status,
  date,
  currency_rate,
  tax_inclusive,
  total,
  cis_deduction,
  fully_paid_on,
  counts_on_cash,
  prepayment_id,
  waits_for
FROM milestone.document
WHERE organisation_id = @organisation
  AND document_id = ANY (@documents);

-- One row per line of those documents, with what a person assigned to it.
SELECT
  document_id,
  line_id,
  position,
  description,
  account_id,
  account_code,
  amount,
  tax,
  tracking
FROM milestone.line
WHERE organisation_id = @organisation
  AND document_id = ANY (@documents)
ORDER BY document_id, position, line_id;

-- One row per claim about a settlement that those documents received or gave; prepayments are given by their bank transactions.
WITH asked AS
(
  SELECT unnest(@documents::uuid[]) AS id
  UNION
  SELECT prepayment_id
  FROM milestone.document
  WHERE organisation_id = @organisation
    AND document_id = ANY (@documents)
    AND prepayment_id IS NOT NULL
)
SELECT claim.claimant_id, claim.position, claim.kind, claim.source_id, claim.target_id, claim.date, claim.amount, claim.is_live, claim.claimed_utc
FROM milestone.settlement_claim claim
WHERE claim.organisation_id = @organisation
  AND claim.target_id = ANY (ARRAY(SELECT id FROM asked))
UNION
SELECT claim.claimant_id, claim.position, claim.kind, claim.source_id, claim.target_id, claim.date, claim.amount, claim.is_live, claim.claimed_utc
FROM milestone.settlement_claim claim
WHERE claim.organisation_id = @organisation
  AND claim.source_id = ANY (ARRAY(SELECT id FROM asked));

-- One row per document on the other side of an allocation: the later of the two dates counts, and a void undoes it.
WITH asked AS
(
  SELECT unnest(@documents::uuid[]) AS id
  UNION
  SELECT prepayment_id
  FROM milestone.document
  WHERE organisation_id = @organisation
    AND document_id = ANY (@documents)
    AND prepayment_id IS NOT NULL
),
side AS
(
  SELECT claim.source_id AS id
  FROM milestone.settlement_claim claim
  WHERE claim.organisation_id = @organisation
    AND claim.target_id = ANY (ARRAY(SELECT id FROM asked))
    AND claim.kind <> 1
  UNION
  SELECT claim.target_id
  FROM milestone.settlement_claim claim
  WHERE claim.organisation_id = @organisation
    AND claim.source_id = ANY (ARRAY(SELECT id FROM asked))
    AND claim.kind <> 1
)
SELECT id, date, is_dead
FROM milestone.other_sides(ARRAY(SELECT id FROM side WHERE id IS NOT NULL));

-- One row per assignment on those documents, in the order of the lines: where several lines are identical, each finds its own.
SELECT
  document_id,
  line_id,
  project_id,
  phase_id,
  is_override,
  position,
  account_id,
  account_code,
  amount,
  description,
  assignment_id,
  version,
  assigned_by,
  assigned_at,
  archived_accepted
FROM milestone.assignment
WHERE organisation_id = @organisation
  AND document_id = ANY (@documents)
ORDER BY document_id, position, assignment_id;

-- One row per line, basis, date, account, project and phase that those documents have posted, where that is asked: the net of all batches.
SELECT
  document_id,
  line_id,
  basis,
  date,
  account_id,
  project_id,
  phase_id,
  sum(amount) AS amount
FROM milestone.posting
WHERE @posted
  AND organisation_id = @organisation
  AND document_id = ANY (@documents)
GROUP BY document_id, line_id, basis, date, account_id, project_id, phase_id
HAVING sum(amount) <> 0;
