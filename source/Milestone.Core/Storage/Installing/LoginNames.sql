-- The logins and their passwords, for the statements of Logins.sql: a DO block takes no parameters. They last as long as the session.
SELECT set_config('milestone_install.owner_login', @owner_login, false), set_config('milestone_install.owner_password', @owner_password, false),
       set_config('milestone_install.app_login', @app_login, false), set_config('milestone_install.app_password', @app_password, false);
