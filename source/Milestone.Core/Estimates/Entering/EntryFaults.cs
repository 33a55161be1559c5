using System.Globalization;
using System.Text;
using Milestone.Core.Values;

namespace Milestone.Core.Estimates;

/// <summary>
/// What is wrong with what a person or a program entered, field by field. All fields are looked at before <see cref="Check"/> refuses, so that
/// nobody has to put them right one after the other.
/// </summary>
internal sealed class EntryFaults
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestNote = 4000;

    /// <summary>The longest name or reference, in characters.</summary>
    public const int LongestName = 200;

    private const decimal MostMoney = 99_999_999_999.99m;
    private static readonly DateOnly FirstDay = new(1980, 1, 1);
    private static readonly DateOnly LastDay = new(2200, 12, 31);

    private readonly Dictionary<string, string> faults = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Remembers that a field cannot be used, and why.</summary>
    public void Add(string field, string why) => faults.TryAdd(field, why);

    /// <summary>Words, without the white space around them, with line ends as LF.</summary>
    public string Text(string field, string label, string? given, int most, bool isRequired = false)
    {
        var text = (given ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length > most)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{label} {(label.EndsWith('s') ? $"have at most {most} characters; these are {text.Length}" : $"has at most {most} characters; this has {text.Length}")}."));
        else if (isRequired && text.Length == 0)
            Add(field, $"{label} is missing.");
        else if (!IsWritable(text))
            Add(field, $"{label} contains a character that no text has, such as a null. Type it anew.");
        return text;
    }

    /// <summary>A note: words and the few tags that one may hold.</summary>
    public string Notes(string field, string label, string? given)
    {
        var kept = Note.Clean(Text(field, label, given, LongestNote));
        // Signs that are markup are longer as they are stored.
        if (kept.Length > LongestNote)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{label} have at most {LongestNote} characters, with their markup; these are {kept.Length}."));
        return kept;
    }

    /// <summary>Money with at most two decimals, from <paramref name="least"/> on.</summary>
    public decimal Money(string field, string label, decimal? given, decimal least = 0)
    {
        switch (given)
        {
            case null:
                Add(field, $"{label} is missing. Give an amount, as in 12500.00.");
                break;
            case < 0:
                Add(field, $"{label} cannot be negative.");
                break;
            case > MostMoney:
                Add(field, $"{label} is larger than 99,999,999,999.99.");
                break;
            case { } amount when Pence.Round(amount) != amount:
                Add(field, $"{label} has more than two decimals.");
                break;
            case { } amount when amount < least:
                Add(field, string.Create(CultureInfo.InvariantCulture, $"{label} is at least {least:0.00}."));
                break;
        }

        return given ?? 0;
    }

    /// <summary>A number from least to most, with at most <paramref name="decimals"/> decimals.</summary>
    public decimal Number(string field, string label, decimal? given, decimal least, decimal most, int decimals)
    {
        if (given is not { } number)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{label} is missing. Give a number from {least} to {most}."));
        else if (number < least || number > most || Pence.Round(number, decimals) != number)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{label} is a {(decimals == 0 ? "whole " : "")}number from {least} to {most}{(decimals == 0 ? "" : ", with at most two decimals")}."));
        return given ?? 0;
    }

    /// <summary>A day of the years in which dates are safe; not after <paramref name="latest"/> where that is said.</summary>
    public DateOnly Day(string field, string label, DateOnly? given, DateOnly? latest = null)
    {
        if (given is not { } day)
            Add(field, $"{label} is missing. Write year-month-day, as in 2026-04-30.");
        else if (day < FirstDay || day > LastDay)
            Add(field, $"{label} lies outside the years 1980 to 2200.");
        else if (day > latest)
            Add(field, $"{label} lies ahead. It is the day on which it happened.");
        return given ?? default;
    }

    /// <summary>A day that may be left out.</summary>
    public DateOnly? OptionalDay(string field, string label, DateOnly? given) => given is null ? null : Day(field, label, given);

    /// <summary>One of the words of a choice.</summary>
    public T Choice<T>(string field, string label, T? given)
        where T : struct, Enum
    {
        if (given is not { } chosen || !Enum.IsDefined(chosen))
            Add(field, $"{label} is not chosen. It is one of: {string.Join(", ", Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]))}.");
        return given ?? default;
    }

    /// <summary>Goes on only when every field can be used.</summary>
    /// <exception cref="ProblemException">Invalid: at least one cannot; each is in <see cref="ProblemException.Faults"/>.</exception>
    public void Check()
    {
        if (faults.Count == 0)
            return;
        var (field, why) = faults.First();
        throw new ProblemException(ProblemKind.Invalid, faults.Count == 1 ? why : string.Create(CultureInfo.InvariantCulture, $"{faults.Count} fields need another look: {string.Join(' ', faults.Values)}"))
        {
            Field = field,
            Faults = faults,
        };
    }

    // PostgreSQL stores every character but the null, and half a surrogate pair is no character.
    private static bool IsWritable(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != System.Buffers.OperationStatus.Done || rune.Value == 0)
                return false;
            rest = rest[consumed..];
        }

        return true;
    }
}
