# What one user asked for: --arg user 11111111-2222-4333-8444-555555555555, the id that the page of the user has in its address.
select(.UserId == $user and .RequestPath != null and .StatusCode != null)
| [.["@t"], .RequestMethod, .RequestPath, (.StatusCode | tostring)] | @tsv
