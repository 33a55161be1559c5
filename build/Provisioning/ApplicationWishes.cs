using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Build.Coolify;

namespace Milestone.Build.Provisioning;

/// <summary>What of the application's settings is not as it shall be, and the fields that correct it.</summary>
internal sealed record ApplicationWishes(IReadOnlyList<Difference> Differences, JsonObject Fields, IReadOnlyList<string> Remarks)
{
    const int ImagesToKeep = 5;

    public static string Domain(ProvisionPlan plan) => plan.Site.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public static ApplicationWishes Of(ProvisionPlan plan, CoolifyApplication has, CoolifyVersion version)
    {
        var differences = new List<Difference>();
        var remarks = new List<string>();
        var fields = new JsonObject();
        Wish("build pack", "build_pack", has.BuildPack, "dockerfile");
        Wish("branch", "git_branch", has.GitBranch, plan.Branch);
        Wish("port", "ports_exposes", has.PortsExposes, plan.Port);
        Wish("domain", "domains", has.Fqdn, Domain(plan));
        // Ports on the server itself would switch rolling updates off, and the health check with them.
        if (!string.IsNullOrEmpty(has.PortsMappings)) Add("ports on the server", has.PortsMappings, "none", "ports_mappings", null);
        // The image brings a check that needs no shell; Coolify's own would take its place and find no curl.
        if (has.HealthCheckEnabled is true) Add("Coolify's own health check", "on", "off, the image's is used", "health_check_enabled", false);
        if (has.GitRepository is { } repository && Bare(repository) != Bare(plan.Repository)) remarks.Add($"The application is built from {repository}, not from {plan.Repository}: Coolify cannot change that; make a new one.");
        if (version.HasSettings) Settings();
        else remarks.Add($"Coolify {version} takes no settings by its API: turn off by hand Auto Deploy and Strip Prefixes, and keep {ImagesToKeep} images.");
        // A new port alone reaches the proxy's labels only together with the domain.
        if (fields.ContainsKey("ports_exposes") && !fields.ContainsKey("domains")) fields["domains"] = Domain(plan);
        return new ApplicationWishes(differences, fields, remarks);

        void Settings()
        {
            // Whatever calls the pipeline is the automatic deployment: two would race.
            if (has.Settings?.IsAutoDeployEnabled is not false) Add("Coolify's own automatic deployment", "on", "off", "is_auto_deploy_enabled", false);
            if (has.Settings?.IsStripprefixEnabled is not false) Add("strip prefix", "on", "off", "is_stripprefix_enabled", false);
            if (has.Settings?.IsForceHttpsEnabled is not true && plan.Site.Scheme == Uri.UriSchemeHttps) Add("https forced", "no", "yes", "is_force_https_enabled", true);
            if (!(has.Settings?.DockerImagesToKeep >= ImagesToKeep)) Add("images kept to go back to", has.Settings?.DockerImagesToKeep?.ToString(CultureInfo.InvariantCulture) ?? "not said", ImagesToKeep.ToString(CultureInfo.InvariantCulture), "docker_images_to_keep", ImagesToKeep);
        }

        void Wish(string what, string field, string? value, string shall)
        {
            if (value != shall) Add(what, string.IsNullOrEmpty(value) ? "nothing" : value, shall, field, shall);
        }

        void Add(string what, string value, string shall, string field, JsonNode? sent)
        {
            differences.Add(new Difference(what, value, shall));
            fields[field] = sent;
        }
    }

    // git@github.com:owner/name.git, https://github.com/owner/name and owner/name are one repository.
    static string Bare(string repository) => string.Join('/', repository.Replace(".git", "", StringComparison.Ordinal).TrimEnd('/').Split('/', ':').TakeLast(2));
}
