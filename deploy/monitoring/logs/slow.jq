# Requests that took a second or more.
select(.Elapsed != null and .Elapsed >= 1000)
| [.["@t"], (.Elapsed | round | tostring) + " ms", .RequestMethod, .RequestPath, (.StatusCode | tostring), .UserId // "-"] | @tsv
