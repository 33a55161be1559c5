using System.Text;

namespace Milestone.Testing.Guides;

/// <summary>A program and its arguments as a guide writes them: the program first, words in brackets without their brackets.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Words">The program and what it is given.</param>
public sealed record GuideCommand(int Line, string[] Words)
{
    /// <summary>The commands of a block; a line that ends in \ goes on in the next.</summary>
    public static IEnumerable<GuideCommand> In(GuideBlock block)
    {
        var lines = block.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (first, whole) = (i, lines[i]);
            while (whole.EndsWith('\\') && i + 1 < lines.Length)
                whole = whole[..^1] + lines[++i];
            foreach (var command in Of(block.Line + 1 + first, whole))
                yield return command;
        }
    }

    /// <summary>The commands of a line: a pipe, a semicolon, &amp;&amp; and $( begin another.</summary>
    public static IEnumerable<GuideCommand> Of(int line, string text)
    {
        var words = new List<string>();
        foreach (var word in Split(text))
        {
            if (word.Length > 0)
            {
                // Variables for one command, and how a stack is told to run it, stand in front of it.
                if (words.Count > 0 || !(word.Contains('=', StringComparison.Ordinal) && !word.StartsWith('-') || word == "$"))
                    words.Add(word);
                continue;
            }

            if (words.Count > 0)
                yield return new GuideCommand(line, [.. words]);
            words = [];
        }

        if (words.Count > 0)
            yield return new GuideCommand(line, [.. words]);
    }

    // Words as a shell would see them; an empty word stands between two commands. Brackets around what may be left out are dropped.
    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quote is not null)
            {
                if (letter == quote)
                    quote = null;
                else
                    word.Append(letter);
                continue;
            }

            var ends = letter is ';' or '|' && (i == 0 || text[i - 1] == ' ') || letter == '(' && i > 0 && text[i - 1] == '$' || letter == ')' || letter == '&' || letter == '>' && word.Length == 0;
            if (letter == '#' && word.Length == 0)
                break;
            if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (ends || char.IsWhiteSpace(letter))
            {
                if (word.Length > 0)
                    yield return word.ToString();
                word.Clear();
                if (ends)
                    yield return "";
            }
            else if (letter is not '[' and not ']')
            {
                word.Append(letter);
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }
}
