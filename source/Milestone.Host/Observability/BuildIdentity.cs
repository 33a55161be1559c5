using System.Reflection;

namespace Milestone.Host.Observability;

/// <summary>Which build this is.</summary>
internal static class BuildIdentity
{
    private static readonly string[] Informational =
        (typeof(BuildIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    /// <summary>The version: 0.1.0.</summary>
    public static string Version => Informational[0];

    /// <summary>The commit it was built from, or null outside a repository. What deploys from a repository without its history says the commit in SOURCE_COMMIT.</summary>
    public static string? Commit { get; } =
        Environment.GetEnvironmentVariable("SOURCE_COMMIT") is { Length: 40 } deployed && deployed.All(char.IsAsciiHexDigit) ? deployed
        : Informational.Length > 1 ? Informational[1]
        : null;

    /// <summary>Different for every build that could draw a figure differently.</summary>
    public static string Key { get; } = string.Concat(
        typeof(BuildIdentity).Assembly.ManifestModule.ModuleVersionId.ToString("N").AsSpan(0, 8),
        typeof(Core.ProblemException).Assembly.ManifestModule.ModuleVersionId.ToString("N").AsSpan(0, 8));
}
