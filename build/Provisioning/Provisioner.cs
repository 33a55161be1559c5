using System.Text.Json.Nodes;
using Milestone.Build.Coolify;
using Milestone.Build.Engine;

namespace Milestone.Build.Provisioning;

/// <summary>
/// Makes the application in Coolify, or corrects it. A second run finds nothing to do. What Coolify cannot change afterwards, the network above all, is said and
/// not tried.
/// </summary>
internal sealed class Provisioner(CoolifyClient coolify, ProvisionPlan plan, Action<string> say)
{
    /// <summary>The application's uuid; null when a dry run would have made it.</summary>
    public async Task<string?> Run(bool dryRun, CancellationToken stop)
    {
        var version = await coolify.Version(stop);
        if (plan.Application is null)
        {
            RefuseUnready();
            var destination = await Destination(stop);
            say($"There is no application yet: {(dryRun ? "it would be made" : "it is made")} from {plan.Repository} ({plan.Branch}) on the network {plan.Network}.");
            if (dryRun)
            {
                foreach (var name in plan.Variables.Keys.Order(StringComparer.Ordinal)) say($"  variable {name}: missing -> set, for run time only");
                return null;
            }
            var uuid = await coolify.Create(plan.DeployKey is null ? "public" : "private-deploy-key", Creation(destination), stop);
            if (uuid.Length == 0) throw new StepFailedException("Coolify made an application and did not say its uuid: look it up there, and give it as --coolify-application.");
            say($"Coolify made the application {uuid}: give it as --coolify-application from now on.");
            await Correct(uuid, version, dryRun: false, stop);
            return uuid;
        }
        await Correct(plan.Application, version, dryRun, stop);
        return plan.Application;
    }

    async Task Correct(string uuid, CoolifyVersion version, bool dryRun, CancellationToken stop)
    {
        var application = await coolify.Application(uuid, stop);
        await RefuseOtherNetwork(application, stop);
        var wishes = ApplicationWishes.Of(plan, application, version);
        var variables = VariableWishes.Of(plan.Variables, await coolify.Variables(uuid, stop));
        foreach (var remark in wishes.Remarks.Concat(variables.Remarks)) say(remark);
        if (wishes.Differences.Count + variables.Differences.Count == 0)
        {
            say("The application is as it shall be.");
            return;
        }
        foreach (var difference in wishes.Differences.Concat(variables.Differences)) say($"  {difference}");
        if (dryRun)
        {
            say("Nothing was changed.");
            return;
        }
        if (wishes.Fields.Count > 0) await coolify.Change(uuid, wishes.Fields, stop);
        if (variables.Set.Count > 0) await coolify.SetVariables(uuid, variables.Set, stop);
        await Confirm(uuid, version, stop);
        say("Corrected; it takes effect with the next deployment.");
    }

    /// <summary>Coolify drops some fields without a word: only what is read back counts.</summary>
    async Task Confirm(string uuid, CoolifyVersion version, CancellationToken stop)
    {
        var left = ApplicationWishes.Of(plan, await coolify.Application(uuid, stop), version).Differences
            .Concat(VariableWishes.Of(plan.Variables, await coolify.Variables(uuid, stop)).Differences)
            .ToList();
        if (left.Count > 0) throw new StepFailedException($"Coolify took the changes and did not make them: {string.Join("; ", left)}. Correct them there.");
    }

    void RefuseUnready()
    {
        var missing = new[] { (plan.Project, "--coolify-project"), (plan.Server, "--coolify-server") }.Where(one => string.IsNullOrEmpty(one.Item1)).Select(one => one.Item2).ToList();
        if (missing.Count > 0) throw new StepFailedException($"A new application needs {string.Join(" and ", missing)}; or name the one that is there with --coolify-application.");
    }

    async Task<CoolifyDestination> Destination(CancellationToken stop)
    {
        var destinations = await coolify.Destinations(plan.Server!, stop);
        return destinations.FirstOrDefault(one => one.Network == plan.Network)
            ?? throw new StepFailedException($"The server has no destination {plan.Network}, only {string.Join(", ", destinations.Select(one => one.Network))}. On the server: docker network create {plan.Network}; then add it in Coolify under Destinations. An application cannot move later.");
    }

    async Task RefuseOtherNetwork(CoolifyApplication application, CancellationToken stop)
    {
        if (application.Destination?.Network is { } network)
        {
            if (network != plan.Network) throw Elsewhere(network);
            return;
        }
        if (plan.Server is null)
        {
            say($"Whether it is on the network {plan.Network} was not looked at: --coolify-server names the server.");
            return;
        }
        var destination = await Destination(stop);
        if (application.DestinationId is { } id && destination.Id is { } wanted && id != wanted) throw Elsewhere($"of destination {id}");
    }

    StepFailedException Elsewhere(string network) =>
        new($"The application is on the network {network} and not on {plan.Network}, and Coolify cannot move it: make a new one, without --coolify-application, and delete this one when the new one serves.");

    JsonObject Creation(CoolifyDestination destination)
    {
        var fields = new JsonObject
        {
            ["project_uuid"] = plan.Project,
            ["server_uuid"] = plan.Server,
            ["environment_name"] = plan.Environment,
            ["destination_uuid"] = destination.Uuid,
            ["name"] = "milestone",
            ["git_repository"] = plan.Repository,
            ["git_branch"] = plan.Branch,
            ["build_pack"] = "dockerfile",
            ["ports_exposes"] = plan.Port,
            ["domains"] = ApplicationWishes.Domain(plan),
            ["autogenerate_domain"] = false,
            ["instant_deploy"] = false,
        };
        if (plan.DeployKey is not null) fields["private_key_uuid"] = plan.DeployKey;
        return fields;
    }
}
