namespace Milestone.Build.Engine;

/// <summary>Values that must not be seen: everything the pipeline prints passes through <see cref="Mask"/>.</summary>
public sealed class Secrets
{
    const string Stars = "***";

    readonly Lock gate = new();
    readonly List<string> values = [];

    public void Add(string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        lock (gate)
        {
            // Output is masked line by line, so a key of several lines is several secrets; an address carries it escaped.
            foreach (var line in value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                Remember(line);
                Remember(Uri.EscapeDataString(line));
            }
            values.Sort((a, b) => b.Length.CompareTo(a.Length));    // the longest first, or a part would leave its rest visible
        }

        void Remember(string text)
        {
            if (!values.Contains(text, StringComparer.Ordinal)) values.Add(text);
        }
    }

    public string Mask(string text)
    {
        lock (gate)
        {
            foreach (var value in values) text = text.Replace(value, Stars, StringComparison.Ordinal);
        }
        return text;
    }
}
