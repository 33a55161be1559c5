namespace Milestone.Build.Coolify;

/// <summary>Which Coolify answers, and what it can do.</summary>
internal readonly record struct CoolifyVersion(int Major, int Minor, int Patch)
{
    /// <summary>Since 4.3.0 a call of its own goes back to a commit.</summary>
    public bool HasRollback => this.IsAtLeast(4, 3);

    /// <summary>Since 4.2.0 a change may carry the settings of proxy and retention; before, each of them is refused.</summary>
    public bool HasSettings => this.IsAtLeast(4, 2);

    /// <summary>The text of /version: 4.3.10, perhaps with a v before and a suffix behind.</summary>
    public static CoolifyVersion Parse(string text)
    {
        var numbers = text.Trim().Trim('"').TrimStart('v').Split('-', '+')[0].Split('.');
        return numbers.Length >= 2 && int.TryParse(numbers[0], out var major) && int.TryParse(numbers[1], out var minor)
            ? new CoolifyVersion(major, minor, numbers.Length > 2 && int.TryParse(numbers[2], out var patch) ? patch : 0)
            : throw new CoolifyException(new Refusal("GET /api/v1/version", 200, $"'{(text.Length > 80 ? text[..80] : text)}' is no version", new Dictionary<string, IReadOnlyList<string>>(), [], null, IsCoolify: false));
    }

    bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    public override string ToString() => $"{Major}.{Minor}.{Patch}";
}
