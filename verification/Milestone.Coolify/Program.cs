namespace Milestone.Coolify;

/// <summary>
/// The stand-in as a program, for rehearsals: the token in MILESTONE_COOLIFY_TOKEN, the database in ConnectionStrings__Milestone, a folder for the hosts'
/// logs in MILESTONE_COOLIFY_LOGS; every other variable goes on to the hosts. Arguments: the published host, the commit that serves at first, the commit
/// that comes next, and the word "bad" where that one answers errors. It prints its address when it listens, answers each line of its input by one of its
/// own, and ends when its input does.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var host, var first, var next, ..]
            || Environment.GetEnvironmentVariable("MILESTONE_COOLIFY_TOKEN") is not { Length: > 0 } token
            || Environment.GetEnvironmentVariable("ConnectionStrings__Milestone") is not { Length: > 0 } connection)
        {
            await Console.Error.WriteLineAsync("Usage: Milestone.Coolify HOST.dll FIRST-COMMIT NEXT-COMMIT [bad], with MILESTONE_COOLIFY_TOKEN and ConnectionStrings__Milestone set.");
            return 2;
        }
        await using var releases = new HostReleases(host, connection, Environment.GetEnvironmentVariable("MILESTONE_COOLIFY_LOGS"));
        await using var standIn = await StandIn.StartAsync(token, releases, inBackground: true);
        standIn.Known[first] = new Release("", first);
        standIn.Known[next] = new Release("", next, arguments.Contains("bad") ? Fault.AnswersErrors : Fault.None);
        standIn.Head = next;
        standIn.Has("dockerfile", null, first);
        if (!await releases.RollAsync(standIn.Known[first], Console.WriteLine, CancellationToken.None)) return 1;
        Console.WriteLine($"Coolify's stand-in listens at {standIn.Address}");
        // Whoever started it holds the other end: when that is gone, by whatever end, so is this.
        while (await Console.In.ReadLineAsync() is { } line) Console.WriteLine(Obey(line.Split(' '), standIn, releases));
        return 0;
    }

    private static string Obey(string[] words, StandIn standIn, HostReleases releases)
    {
        switch (words)
        {
            case ["next", var commit, .. var rest]:
                standIn.Known[commit] = new Release("", commit, rest is [var fault] ? Enum.Parse<Fault>(fault, ignoreCase: true) : Fault.None);
                standIn.Head = commit;
                return $"ok {commit} is the head of the branch";
            case ["kill"]:
                return releases.Kill() is { } process ? $"ok {process} is killed" : "no release serves";
            case ["backups", var ending]:
                standIn.Behaviour.BackupEnds = ending;
                return $"ok backups end as {ending}";
            case ["stuck", var word]:
                standIn.Behaviour.Stuck = word == "yes";
                return "ok";
            default:
                return "no such command: next COMMIT [FAULT], kill, backups ENDING, stuck yes|no";
        }
    }
}
