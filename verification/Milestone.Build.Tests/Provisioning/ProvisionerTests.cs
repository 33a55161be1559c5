using Milestone.Build.Coolify;
using Milestone.Build.Engine;
using Milestone.Build.Provisioning;
using Milestone.Coolify;

namespace Milestone.Build.Tests.Provisioning;

/// <summary>The application in Coolify is made or corrected, says what it changed, and a second time finds nothing to do.</summary>
public sealed class ProvisionerTests : IAsyncLifetime
{
    private const string Token = "7|a-token-of-the-stand-in";
    private const string Secret = "Host=db;Database=milestone_db;Username=milestone_serve;Password=hunter2$x";

    private readonly HttpClient http = new();
    private readonly List<string> said = [];
    private StandIn coolify = null!;

    private static readonly ProvisionPlan New = new()
    {
        Project = "project0",
        Server = StandIn.Server,
        DeployKey = "key0",
        Repository = "git@github.com:builder/milestone.git",
        Site = new Uri("https://books.example/milestone-app/"),
        Variables = new Dictionary<string, string> { ["ConnectionStrings__Milestone"] = Secret, ["Milestone__AllowedHosts"] = "books.example" },
    };

    private static readonly ProvisionPlan There = New with { Application = StandIn.Application };

    private string Said => string.Join('\n', said);

    public async ValueTask InitializeAsync() => coolify = await StandIn.StartAsync(Token, new PretendReleases());

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await coolify.DisposeAsync();
    }

    [Fact]
    public async Task A_new_application_is_as_it_shall_be_and_its_secrets_are_for_run_time_only()
    {
        var uuid = await Run(New);

        Assert.Equal(StandIn.Application, uuid);
        var settings = coolify.Settings!;
        Assert.Equal(("dockerfile", "3000", "https://books.example/milestone-app", 7), (Text("build_pack"), Text("ports_exposes"), Text("fqdn"), (int)settings["destination_id"]!));
        Assert.False((bool)settings["health_check_enabled"]!);
        Assert.False((bool)settings["settings"]!["is_auto_deploy_enabled"]!);
        Assert.False((bool)settings["settings"]!["is_stripprefix_enabled"]!);
        Assert.Equal(5, (int)settings["settings"]!["docker_images_to_keep"]!);
        var variable = coolify.Variables["ConnectionStrings__Milestone"];
        Assert.Equal((Secret, false, true, true), ((string)variable["value"]!, (bool)variable["is_buildtime"]!, (bool)variable["is_runtime"]!, (bool)variable["is_literal"]!));
        Assert.DoesNotContain("hunter2", Said, StringComparison.Ordinal);
        Assert.Equal(1, Asked("POST", "/applications/private-deploy-key"));
        Assert.Equal(0, Asked("POST", "/deploy"));
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do_and_asks_for_no_change()
    {
        await Run(New);
        var changes = Changes;
        said.Clear();

        await Run(There);

        Assert.Equal(changes, Changes);
        Assert.Equal("The application is as it shall be.", Said);
    }

    [Fact]
    public async Task A_dry_run_says_every_difference_without_a_value_and_changes_nothing()
    {
        coolify.Has("nixpacks");

        await Run(There, dryRun: true);

        Assert.Equal(0, Changes);
        foreach (var line in new[] { "build pack: nixpacks -> dockerfile", "port: 80 -> 3000", "domain: nothing -> https://books.example/milestone-app", "automatic deployment: on -> off", "variable ConnectionStrings__Milestone: missing -> set", "Nothing was changed." })
            Assert.Contains(line, Said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_changed_by_hand_is_corrected_and_nothing_else_is_touched()
    {
        await Run(New);
        coolify.Settings!["settings"]!["is_auto_deploy_enabled"] = true;
        coolify.Settings["ports_mappings"] = "8080:3000";
        coolify.Variables["ConnectionStrings__Milestone"]["is_buildtime"] = true;
        said.Clear();

        await Run(There);

        Assert.Equal(["ports_mappings", "is_auto_deploy_enabled"], coolify.Asked.Last(asked => asked.Method == "PATCH" && asked.Path.EndsWith(StandIn.Application, StringComparison.Ordinal)).Fields);
        Assert.False((bool)coolify.Variables["ConnectionStrings__Milestone"]["is_buildtime"]!);
        Assert.Contains("told to the build too", Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Milestone__AllowedHosts", Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_port_goes_with_the_domain_since_the_proxys_labels_are_made_anew_only_then()
    {
        await Run(New);
        coolify.Settings!["ports_exposes"] = "80";

        await Run(There);

        Assert.Equal(["ports_exposes", "domains"], coolify.Asked.Last(asked => asked.Method == "PATCH" && asked.Path.EndsWith(StandIn.Application, StringComparison.Ordinal)).Fields);
    }

    [Fact]
    public async Task An_application_on_another_network_cannot_move_and_is_refused()
    {
        coolify.Has("dockerfile");
        coolify.Settings!["destination_id"] = 8;

        var refused = await Assert.ThrowsAsync<StepFailedException>(() => Run(There));
        Assert.Contains("cannot move it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Changes);
    }

    [Fact]
    public async Task A_server_without_the_network_is_refused_with_the_command_that_makes_it()
    {
        coolify.Behaviour.Network = "coolify";

        var refused = await Assert.ThrowsAsync<StepFailedException>(() => Run(New));
        Assert.Contains("docker network create internal_net", refused.Message, StringComparison.Ordinal);
        Assert.Null(coolify.Settings);
    }

    [Fact]
    public async Task An_older_Coolify_is_not_asked_for_settings_that_it_refuses()
    {
        coolify.Behaviour.Version = "4.1.2";
        coolify.Has("nixpacks");

        await Run(There);

        Assert.Equal("dockerfile", Text("build_pack"));
        Assert.Contains("by hand", Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_that_another_has_is_named_with_its_owner()
    {
        coolify.Has("dockerfile");
        coolify.Behaviour.Canned.Add(new("PATCH /api/v1/applications/", 409, """{"message":"Domain conflicts detected. Use force_domain_override=true to proceed.","conflicts":[{"domain":"https://books.example/milestone-app","resource_name":"old","resource_uuid":"u","resource_type":"application","message":"m"}],"warning":"w"}"""));

        var refused = await Assert.ThrowsAsync<CoolifyException>(() => Run(There));
        Assert.Contains("belongs to old", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_not_see_values_sets_what_is_missing_and_says_what_it_could_not_compare()
    {
        coolify.Behaviour.Abilities.Remove("read:sensitive");

        await Run(New);
        said.Clear();
        await Run(There);

        Assert.Contains("Not compared", Said, StringComparison.Ordinal);
        Assert.Contains("as it shall be", Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings__Milestone=a\nConnectionStrings:Other=b", "line 2")]
    [InlineData("# nothing", "lacks ConnectionStrings__Milestone and ConnectionStrings__MilestoneOwner")]
    public void A_file_of_variables_that_cannot_be_used_says_where_without_the_line(string text, string says)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        var refused = Assert.Throws<StepFailedException>(() => VariableFile.Read(file, New.Site));
        File.Delete(file);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("=b", refused.Message, StringComparison.Ordinal);
    }

    private Task<string?> Run(ProvisionPlan plan, bool dryRun = false) => new Provisioner(new CoolifyClient(http, coolify.Address, Token), plan, said.Add).Run(dryRun, TestContext.Current.CancellationToken);

    private int Changes => coolify.Asked.Count(asked => asked.Method != "GET");

    private int Asked(string method, string path) => coolify.Asked.Count(asked => asked.Method == method && asked.Path.EndsWith(path, StringComparison.Ordinal));

    private string? Text(string field) => (string?)coolify.Settings![field];
}
