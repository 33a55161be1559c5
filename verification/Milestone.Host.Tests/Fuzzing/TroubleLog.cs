using System.Text;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>Keeps the first lines of a log that tell of a failure and forgets the rest, so that a long run does not fill the memory that it measures.</summary>
internal sealed class TroubleLog : TextWriter
{
    private const int MostLines = 20;
    private const int LongestLine = 1500;

    private readonly StringBuilder line = new();
    private readonly List<string> kept = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            line.Append(value);
            return;
        }

        var text = line.ToString();
        line.Clear();
        if (kept.Count < MostLines && text.Contains("Exception", StringComparison.Ordinal))
            kept.Add(text[..Math.Min(text.Length, LongestLine)]);
    }

    public override string ToString() => string.Join('\n', kept);
}
