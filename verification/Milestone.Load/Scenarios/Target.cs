using System.Globalization;

namespace Milestone.Load.Scenarios;

/// <summary>The installation that is asked, and who may sign in there.</summary>
/// <param name="Root">Where everything lives, with a slash at the end.</param>
/// <param name="Password">Of the demo company's accounts.</param>
/// <param name="Token">Lets in what is imported.</param>
/// <param name="Process">The host's process, where it runs on this machine.</param>
internal sealed record Target(Uri Root, string Password, string Token, int? Process)
{
    public const string Address = "MILESTONE_LOAD_ADDRESS";
    public const string PasswordVariable = "MILESTONE_LOAD_PASSWORD";
    public const string TokenVariable = "MILESTONE_LOAD_TOKEN";
    public const string ProcessVariable = "MILESTONE_LOAD_PROCESS";

    /// <summary>What the environment says; null where something is missing.</summary>
    public static Target? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Address) is { Length: > 0 } address
        && Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password
        && Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
            ? new Target(new Uri(address), password, token, Environment.GetEnvironmentVariable(ProcessVariable) is { Length: > 0 } process ? int.Parse(process, CultureInfo.InvariantCulture) : null)
            : null;
}
