using System.Globalization;
using Milestone.Core;

namespace Milestone.Host.Components.Forms;

/// <summary>
/// What a person typed into a form, read field by field. A field that cannot be read is remembered with what is wrong and how to put it right;
/// <see cref="Check"/> refuses the form once all have been read, so that every field at fault is named at once.
/// </summary>
public sealed class FormValues(IFormCollection? sent)
{
    private const NumberStyles AsPeopleWriteMoney = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
    private const decimal MostMoney = 99_999_999_999.99m;

    private readonly Dictionary<string, string> _errors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A form that has not been sent.</summary>
    public static FormValues Empty => new(null);

    /// <summary>Whether the form was sent.</summary>
    public bool WasSent => sent is not null;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>What was typed, as it was typed.</summary>
    public string Raw(string field) => sent?[field].ToString() ?? "";

    /// <summary>Words, without the white space around them.</summary>
    public string Text(string field, string label, int most, bool isRequired = false)
    {
        var text = Raw(field).Trim();
        if (text.Length > most)
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{label} has at most {most} characters; this has {text.Length}."));
        else if (isRequired && text.Length == 0)
            Refuse(field, $"{label} is missing.");
        return text;
    }

    /// <summary>A day, as a date field or a person writes it: 2026-04-30.</summary>
    public DateOnly? Day(string field, string label, bool isRequired = false)
    {
        var text = Raw(field).Trim();
        if (text.Length == 0)
        {
            if (isRequired)
                Refuse(field, $"{label} is missing. Write year-month-day, as in 2026-04-30.");
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1980 and <= 2200)
            return day;
        Refuse(field, $"'{text}' is not a day of the calendar. Write year-month-day, as in 2026-04-30.");
        return null;
    }

    /// <summary>Money of zero or more, with at most two decimals; thousands may be separated and a pound sign may stand in front.</summary>
    public decimal? Money(string field, string label, bool isRequired = false)
    {
        var text = Raw(field).Trim().TrimStart('£').Trim();
        if (text.Length == 0)
        {
            if (isRequired)
                Refuse(field, $"{label} is missing. Write an amount, as in 12,500.00.");
            return null;
        }

        if (!decimal.TryParse(text, AsPeopleWriteMoney, CultureInfo.InvariantCulture, out var amount))
            Refuse(field, $"'{text}' is not an amount. Write it as in 12,500.00.");
        else if (amount < 0)
            Refuse(field, $"{label} cannot be negative.");
        else if (amount > MostMoney)
            Refuse(field, $"{label} is larger than 99,999,999,999.99.");
        else if (decimal.Round(amount, 2) != amount)
            Refuse(field, $"{label} has more than two decimals.");
        else
            return amount;
        return null;
    }

    /// <summary>A number from least to most, with at most two decimals.</summary>
    public decimal? Number(string field, string label, decimal least, decimal most, bool isRequired = false)
    {
        var text = Raw(field).Trim().TrimEnd('%').Trim();
        if (text.Length == 0 && !isRequired)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most && decimal.Round(number, 2) == number)
            return number;
        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"{label} is a number from {least} to {most}."));
        return null;
    }

    /// <summary>One of the choices of a list, by the id it was offered with.</summary>
    public Guid? Id(string field, string label, bool isRequired = false)
    {
        var text = Raw(field).Trim();
        if (Guid.TryParse(text, out var id))
            return id;
        if (isRequired || text.Length > 0)
            Refuse(field, $"{label} is not chosen. Choose one of the list.");
        return null;
    }

    /// <summary>One of a set of words.</summary>
    public T? Choice<T>(string field, string label, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.TryGetValue(Raw(field).Trim(), out var chosen))
            return chosen;
        Refuse(field, $"{label} is not chosen. Choose one of: {string.Join(", ", choices.Keys)}.");
        return null;
    }

    /// <summary>Whether a box was ticked.</summary>
    public bool IsTicked(string field) => Raw(field).Length > 0;

    /// <summary>The version that the form was opened on.</summary>
    public long Version => long.TryParse(Raw(EntryForm.VersionField), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Remembers that a field cannot be used, and why.</summary>
    public void Refuse(string field, string why) => _errors.TryAdd(field, why);

    /// <summary>Goes on only when every field could be read.</summary>
    /// <exception cref="ProblemException">Invalid: at least one field cannot be used; each is in <see cref="Errors"/>.</exception>
    public void Check()
    {
        if (_errors.Count == 0)
            return;
        var (field, why) = _errors.First();
        throw new ProblemException(ProblemKind.Invalid, _errors.Count == 1 ? why : string.Create(CultureInfo.InvariantCulture, $"{_errors.Count} fields need another look.")) { Field = field };
    }
}
