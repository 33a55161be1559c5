namespace Milestone.Coolify;

/// <summary>
/// The stand-in as a program, for rehearsals: the token in MILESTONE_COOLIFY_TOKEN, the database in ConnectionStrings__Milestone. Arguments: the
/// published host, the commit that serves at first, the commit that comes next, and the word "bad" where that one answers errors. It prints its
/// address when it listens, and ends when its input does.
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
        await using var releases = new HostReleases(host, connection);
        await using var standIn = await StandIn.StartAsync(token, releases, inBackground: true);
        standIn.Known[first] = new Release("", first);
        standIn.Known[next] = new Release("", next, arguments.Contains("bad") ? Fault.AnswersErrors : Fault.None);
        standIn.Head = next;
        standIn.Has("dockerfile", null, first);
        if (!await releases.RollAsync(standIn.Known[first], Console.WriteLine, CancellationToken.None)) return 1;
        Console.WriteLine($"Coolify's stand-in listens at {standIn.Address}");
        // Whoever started it holds the other end: when that is gone, by whatever end, so is this.
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
        return 0;
    }
}
