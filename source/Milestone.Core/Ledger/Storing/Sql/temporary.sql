-- The tables that rows are copied into on their way in: COPY is refused on tables with row-level security.
CREATE TEMP TABLE IF NOT EXISTS incoming_document
(
  document_id uuid, kind smallint, status text, date date, due_date date, number text, reference text, contact_id uuid,
  currency text, currency_rate numeric, tax_inclusive boolean, total numeric, cis_deduction numeric, fully_paid_on date,
  counts_on_cash boolean, prepayment_id uuid, updated_utc timestamptz, hash bytea, raw text
) ON COMMIT DELETE ROWS;

CREATE TEMP TABLE IF NOT EXISTS incoming_line
(
  document_id uuid, line_id uuid, position integer, description text, account_id uuid, account_code text,
  amount numeric, tax numeric, tracking jsonb
) ON COMMIT DELETE ROWS;

CREATE TEMP TABLE IF NOT EXISTS incoming_claim
(
  claimant_id uuid, position integer, kind smallint, source_id uuid, target_id uuid, date date, amount numeric, is_live boolean, claimed_utc timestamptz
) ON COMMIT DELETE ROWS;

CREATE TEMP TABLE IF NOT EXISTS incoming_contact
(
  contact_id uuid, name text, status text, updated_utc timestamptz
) ON COMMIT DELETE ROWS;

CREATE TEMP TABLE IF NOT EXISTS incoming_payment
(
  payment_id uuid, updated_utc timestamptz, hash bytea, raw text
) ON COMMIT DELETE ROWS;

CREATE TEMP TABLE IF NOT EXISTS incoming_posting
(
  basis smallint, date date, account_id uuid, project_id uuid, phase_id uuid, document_id uuid, line_id uuid, amount numeric
) ON COMMIT DELETE ROWS;
