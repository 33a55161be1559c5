namespace Milestone.Coolify;

/// <summary>Which Coolify is played: its version, its settings, and what it does wrong.</summary>
public sealed class Behaviour
{
    /// <summary>As /version says it.</summary>
    public string Version { get; set; } = "4.3.10";

    /// <summary>What the token may. A token without read:sensitive sees no logs and no values.</summary>
    public HashSet<string> Abilities { get; } = ["read", "write", "deploy", "read:sensitive"];

    /// <summary>Answers in place of the proper one, each as often as it says: "POST /api/v1/deploy" among the keys.</summary>
    public List<Canned> Canned { get; } = [];

    /// <summary>How deployments end, one after the other; when none is left, as the release does.</summary>
    public Queue<string> Endings { get; } = [];

    /// <summary>How many looks a deployment takes.</summary>
    public int Looks { get; set; } = 3;

    /// <summary>A deployment is in progress before anybody looks.</summary>
    public bool StartsInProgress { get; set; }

    /// <summary>Nothing ever ends: the worker has died.</summary>
    public bool Stuck { get; set; }

    /// <summary>A cancellation is answered with yes, and the row goes on.</summary>
    public bool IgnoresCancel { get; set; }

    /// <summary>Lists are objects whose keys are their indexes.</summary>
    public bool ListsAsObjects { get; set; }

    /// <summary>What the backup that is asked for does: success, failed, running, or none, which is no row at all.</summary>
    public string BackupEnds { get; set; } = "success";

    /// <summary>Going back to an image's tag by /rollback deploys the configured tag, as up to 4.3.10.</summary>
    public bool IgnoresTagOfRollback { get; set; } = true;

    /// <summary>Networks on the server that are destinations, and whether a new application lands on the one that was asked for.</summary>
    public string Network { get; set; } = "internal_net";
}

/// <summary>An answer given in place of the proper one.</summary>
/// <param name="Request">Method and path, whose end may be left out.</param>
/// <param name="Times">How often; then the proper one.</param>
/// <param name="Heard">The request is done all the same, and only its answer is lost.</param>
public sealed record Canned(string Request, int Status, string Body, int Times = 1, string ContentType = "application/json", int? RetryAfter = null, bool Heard = false)
{
    /// <summary>How often it is still given.</summary>
    public int Left { get; set; } = Times;
}
