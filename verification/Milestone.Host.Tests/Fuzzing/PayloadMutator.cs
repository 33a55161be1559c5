using System.Globalization;
using System.Text.Json.Nodes;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>Changes a payload of Xero's in ways that no accountant would: values of another kind, pieces that are missing, doubled or elsewhere, text that breaks off.</summary>
internal sealed class PayloadMutator(IReadOnlyList<JsonObject> payloads)
{
    private const int MostRecords = 3;

    /// <summary>One payload as text; the same dice make the same.</summary>
    public string Make(Random dice)
    {
        var payload = Slice(payloads[dice.Next(payloads.Count)], dice);
        for (var changes = dice.Next(1, 6); changes > 0; changes--)
            ChangeSomewhere(payload, dice);
        JsonNode whole = dice.Next(12) switch
        {
            0 => new JsonArray(payload, Slice(payloads[dice.Next(payloads.Count)], dice)),
            1 => new JsonObject { ["body"] = payload },
            2 => new JsonArray(new JsonObject { ["json"] = payload }),
            _ => payload,
        };
        var text = whole.ToJsonString();
        return dice.Next(25) switch
        {
            0 => text[..dice.Next(text.Length)],
            1 => text.Insert(dice.Next(text.Length), HostileValues.Written(HostileValues.Text(dice))),
            2 => "\uFEFF" + text,
            _ => text,
        };
    }

    // A few records: what is wrong with one shows as well as with a hundred.
    private static JsonObject Slice(JsonObject payload, Random dice)
    {
        var slice = new JsonObject();
        foreach (var (name, value) in payload)
        {
            if (value is JsonArray { Count: > 0 } records)
            {
                var first = dice.Next(records.Count);
                slice[name] = new JsonArray([.. records.Skip(first).Take(dice.Next(1, MostRecords + 1)).Select(record => record?.DeepClone())]);
            }
            else
            {
                slice[name] = value?.DeepClone();
            }
        }

        return slice;
    }

    private static void ChangeSomewhere(JsonObject payload, Random dice)
    {
        // A walk from the top: each step goes deeper or stops here.
        JsonNode at = payload;
        while (true)
        {
            var children = at switch
            {
                JsonObject thing => thing.Select(pair => pair.Value).OfType<JsonNode>().Where(node => node is JsonObject or JsonArray { Count: > 0 }).ToList(),
                JsonArray list => [.. list.OfType<JsonNode>().Where(node => node is JsonObject or JsonArray { Count: > 0 })],
                _ => [],
            };
            if (children.Count == 0 || (at != payload && dice.Next(3) == 0))
                break;
            at = children[dice.Next(children.Count)];
        }

        if (at is JsonArray array)
            Change(array, dice);
        else if (at is JsonObject { Count: > 0 } record)
            Change(record, dice);
    }

    private static void Change(JsonArray list, Random dice)
    {
        var index = dice.Next(Math.Max(list.Count, 1));
        switch (dice.Next(5))
        {
            case 0 when list.Count > 0:
                list.RemoveAt(index);
                break;
            case 1 when list.Count > 0:
                list.Add(list[index]?.DeepClone());
                break;
            case 2 when list.Count > 0:
                list[index] = HostileValues.Json(dice);
                break;
            default:
                list.Insert(Math.Min(index, list.Count), HostileValues.Json(dice));
                break;
        }
    }

    private static void Change(JsonObject record, Random dice)
    {
        var names = record.Select(pair => pair.Key).ToList();
        var name = names[dice.Next(names.Count)];
        switch (dice.Next(9))
        {
            case 0:
                record.Remove(name);
                break;
            case 1:
                record[name] = null;
                break;
            case 2:
                var moved = record[name]?.DeepClone();
                record.Remove(name);
                record[dice.Next(2) == 0 ? name.ToLowerInvariant() : HostileValues.Written(HostileValues.Text(dice))] = moved;
                break;
            case 3:
                record[name] = record[names[dice.Next(names.Count)]]?.DeepClone();
                break;
            case 4 or 5 when record[name] is JsonValue value && value.TryGetValue<decimal>(out var number):
                record[name] = Number(number, dice);
                break;
            case 6 when record[name] is JsonValue text && text.TryGetValue<string>(out var words):
                record[name] = Text(words, dice);
                break;
            default:
                record[name] = HostileValues.Json(dice);
                break;
        }
    }

    private static JsonNode Number(decimal number, Random dice) => dice.Next(8) switch
    {
        0 => JsonValue.Create(-number),
        1 => JsonValue.Create(number + 0.001m),
        2 => JsonValue.Create(Math.Clamp(number, -1_000_000, 1_000_000) * 1_000_000m),
        3 => JsonValue.Create(0),
        4 => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
        5 => JsonValue.Create(number.ToString("0.0000", CultureInfo.InvariantCulture).Replace('.', ',')),
        6 => JsonNode.Parse("1e28")!,
        _ => JsonValue.Create(0.005m),
    };

    private static string Text(string words, Random dice) => dice.Next(7) switch
    {
        0 => "",
        1 => words.ToUpperInvariant(),
        2 => words + HostileValues.Written(HostileValues.Text(dice)),
        3 => string.Concat(Enumerable.Repeat(words.Length > 0 ? words : "x", 60)),
        4 => words.Length > 1 ? words[1..] : words,
        5 => "VOIDED",
        _ => HostileValues.Written(HostileValues.Text(dice)),
    };
}
