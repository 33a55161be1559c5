# Every error and warning, with what finds the rest of its request.
select(.["@l"] == "Error" or .["@l"] == "Fatal" or .["@l"] == "Warning")
| [.["@t"], .["@l"], .["@tr"] // "-", .UserId // "-", .RequestPath // "-", (.["@m"] // .["@mt"]), ((.["@x"] // "") | split("\n")[0])] | @tsv
