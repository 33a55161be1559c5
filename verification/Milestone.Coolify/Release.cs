namespace Milestone.Coolify;

/// <summary>What a commit, or an image's tag, stands for.</summary>
/// <param name="Fault">What is wrong with it, unseen by Coolify.</param>
public sealed record Release(string Version, string Commit, Fault Fault = Fault.None);

/// <summary>What a release may have that a deployment does not show.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every page answers 500 once it is deployed.</summary>
    AnswersErrors,

    /// <summary>It says that it is another version: an image of yesterday under today's tag.</summary>
    SaysAnotherVersion,

    /// <summary>Healthy, but its pages lack their headers.</summary>
    LosesHeaders,

    /// <summary>Every second answer is the old container's.</summary>
    Alternates,

    /// <summary>It never becomes healthy, so Coolify keeps the old one.</summary>
    Unhealthy,
}
