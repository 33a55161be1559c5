namespace Milestone.Testing.Guides;

/// <summary>What stands between two fences.</summary>
/// <param name="Line">The line of the opening fence.</param>
/// <param name="Info">What stands behind it, as in <c>sh run</c>.</param>
/// <param name="Text">The lines between, each with its end.</param>
/// <param name="Follows">Whether only empty lines stand between it and the block before.</param>
public sealed record GuideBlock(int Line, string Info, string Text, bool Follows)
{
    /// <summary>The line of the closing fence.</summary>
    public int LastLine { get; init; }

    /// <summary>Whether it may hold commands: it says so, or says nothing.</summary>
    public bool IsShell => Info.Length == 0 || Info.Split(' ')[0] == "sh";

    /// <summary>Whether a test runs it as it stands.</summary>
    public bool IsRun => Info == "sh run";

    /// <summary>Whether it is what the block before prints.</summary>
    public bool IsOutput => Info == "text" && Follows;
}

/// <summary>A piece of a line.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Text">The piece.</param>
public sealed record GuideWord(int Line, string Text);
