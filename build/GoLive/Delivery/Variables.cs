using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Database;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed partial class Variables : Check
{
    static readonly (string Name, string Value)[] Wrong =
    [
        ("ConnectionStrings__Milestone", ""), ("ConnectionStrings__Milestone", "Host="), ("Milestone__PathBase", "milestone app"), ("Milestone__KnownProxies", "everybody"),
        ("Milestone__CorsOrigins", "*"), ("Milestone__RateLimits__Reads", "many"), ("Milestone__RequestTimeoutSeconds", "0"), ("Milestone__SignIn__Authority", "clerk"),
    ];

    public override string Task => "T282";

    public override string Title => "The environment of production";

    public override string Proves => "Every variable that compose.yaml asks for is in .env.example, those without a value have none that could be forgotten, a value that cannot be used stops the host with its name, and no secret is a build argument";

    public override string Sabotage => "The Dockerfile takes the database's password as a build argument";

    public override bool Disturbs => true;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var example = world.Tree.Text(".env.example") ?? "";
        var asked = Asked().Matches(world.Tree.Text(Compose.File) ?? "").Select(match => match.Groups["name"].Value).Distinct().Where(name => name is not "SOURCE_COMMIT").ToList();
        var missing = asked.Where(name => !Regex.IsMatch(example, $"^#?{name}=", RegexOptions.Multiline)).ToList();
        evidence.Expect(asked.Count > 5 && missing.Count == 0, "compose.yaml against .env.example", missing.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{asked.Count} variables, all there") : $"missing: {string.Join(", ", missing)}");
        var given = Regex.Matches(example, "^(?<name>[A-Z_]*PASSWORD)=(?<value>.+)$", RegexOptions.Multiline).Select(match => match.Groups["name"].Value).ToList();
        evidence.Expect(given.Count == 0, ".env.example, passwords that everybody would know", given.Count == 0 ? "none: each has to be set" : string.Join(", ", given));
        var dockerfile = world.Tree.Text("Dockerfile") ?? "";
        var arguments = Arguments().Matches(dockerfile).Select(match => match.Groups["name"].Value).Distinct().ToList();
        var secret = arguments.Where(name => Secret().IsMatch(name)).ToList();
        evidence.Expect(secret.Count == 0, "Dockerfile, build arguments", secret.Count == 0 ? string.Join(", ", arguments) : $"secret: {string.Join(", ", secret)}");
        var ignored = world.Tree.Text(".dockerignore") ?? "";
        evidence.Expect(ignored.Contains(".env", StringComparison.Ordinal) || ignored.StartsWith('*'), ".dockerignore", ".env does not reach the build");

        var database = await world.Database(stop);
        foreach (var (name, value) in Wrong)
        {
            var said = new List<string>();
            var environment = new Dictionary<string, string?> { ["ConnectionStrings__Milestone"] = database.AppConnection, ["ConnectionStrings__MilestoneOwner"] = null, [name] = value };
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            try
            {
                var exitCode = await world.Shell.Quietly("dotnet", [world.Settings.Program, "serve", "--urls", "http://127.0.0.1:0"], said, patience.Token, environment);
                var text = string.Join(' ', said);
                evidence.Expect(exitCode != 0 && text.Contains(name, StringComparison.Ordinal), $"serve with {name}='{value}'", string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}: {text}"));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                evidence.Fault($"serve with {name}='{value}' serves");
            }
        }
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change("Dockerfile", text => text + "\nARG DATABASE_PASSWORD\n"));

    [GeneratedRegex(@"\$\{(?<name>[A-Z][A-Z0-9_]+)")]
    private static partial Regex Asked();

    [GeneratedRegex("^ARG (?<name>[A-Za-z_]+)", RegexOptions.Multiline)]
    private static partial Regex Arguments();

    [GeneratedRegex("PASSWORD|SECRET|TOKEN|KEY|CONNECTION", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
