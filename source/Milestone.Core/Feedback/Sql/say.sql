-- One new thing that a reader said.
INSERT INTO milestone.feedback (organisation_id, feedback_id, said_at, said_by, user_id, page, version, words)
VALUES (@installation, @feedback, @now, @by, @user, @page, @version, @words)
