using System.Text.Json.Nodes;

namespace Milestone.Coolify;

/// <content>The application's settings and variables, as they are made and changed.</content>
public sealed partial class StandIn
{
    private static readonly HashSet<string> OwnFields =
    [
        "name", "description", "domains", "git_repository", "git_branch", "git_commit_sha", "build_pack", "dockerfile_location", "docker_registry_image_name", "docker_registry_image_tag",
        "ports_exposes", "ports_mappings", "health_check_enabled", "custom_network_aliases", "base_directory",
    ];

    private static readonly HashSet<string> SettingFields = ["is_auto_deploy_enabled", "is_force_https_enabled", "is_stripprefix_enabled", "is_gzip_enabled", "docker_images_to_keep", "stop_grace_period"];

    private static readonly HashSet<string> CreationFields = ["project_uuid", "server_uuid", "environment_name", "destination_uuid", "private_key_uuid", "autogenerate_domain", "instant_deploy"];

    private static JsonObject NewApplication(string buildPack) => new()
    {
        ["uuid"] = Application,
        ["name"] = "milestone",
        ["build_pack"] = buildPack,
        ["fqdn"] = null,
        ["git_repository"] = null,
        ["git_branch"] = "main",
        ["git_commit_sha"] = "HEAD",
        ["docker_registry_image_name"] = null,
        ["docker_registry_image_tag"] = null,
        ["ports_exposes"] = "80",
        ["ports_mappings"] = null,
        ["health_check_enabled"] = false,
        ["status"] = "running:unhealthy",
        ["destination_id"] = 7,
        ["settings"] = new JsonObject { ["is_auto_deploy_enabled"] = true, ["is_force_https_enabled"] = true, ["is_stripprefix_enabled"] = true, ["docker_images_to_keep"] = 2, ["stop_grace_period"] = null },
    };

    private Reply Create(string kind, JsonObject? body)
    {
        if (body is null || body.Count == 0) return Reply.Of(400, new JsonObject { ["message"] = "Invalid request.", ["error"] = "Empty JSON." });
        foreach (var needed in new[] { "project_uuid", "server_uuid", "environment_name" })
        {
            if (body[needed] is null) return Refused(needed, $"The {needed} field is required.");
        }
        if (Unknown(body, creating: true) is { } refused) return refused;
        Settings = NewApplication(kind == "dockerimage" ? "dockerimage" : body["build_pack"]?.GetValue<string>() ?? "nixpacks");
        Settings["destination_id"] = body["destination_uuid"]?.GetValue<string>() == Destination ? 7 : 8;
        Take(body);
        return Reply.Of(201, new JsonObject { ["uuid"] = Application, ["domains"] = body["domains"]?.DeepClone() });
    }

    private Reply Change(JsonObject? body)
    {
        if (body is null || body.Count == 0) return Reply.Of(400, new JsonObject { ["message"] = "Invalid request.", ["error"] = "Empty JSON." });
        if (Unknown(body, creating: false) is { } refused) return refused;
        Take(body);
        return Reply.Of(200, new JsonObject { ["uuid"] = Application });
    }

    private Reply? Unknown(JsonObject body, bool creating)
    {
        var hasSettings = !Behaviour.Version.StartsWith("4.1", StringComparison.Ordinal) && !Behaviour.Version.StartsWith("4.0", StringComparison.Ordinal);
        var stranger = body.Select(pair => pair.Key).FirstOrDefault(key => !OwnFields.Contains(key) && !(hasSettings && SettingFields.Contains(key)) && !(creating && CreationFields.Contains(key)));
        return stranger is null ? null : Refused(stranger, "This field is not allowed.");
    }

    // A text and not a list, as where the check was written by hand.
    private static Reply Refused(string field, string fault) => Reply.Of(422, new JsonObject { ["message"] = "Validation failed.", ["errors"] = new JsonObject { [field] = fault } });

    private void Take(JsonObject body)
    {
        foreach (var (key, value) in body.Where(pair => !CreationFields.Contains(pair.Key)))
        {
            if (SettingFields.Contains(key)) Settings!["settings"]![key] = value?.DeepClone();
            else Settings![key == "domains" ? "fqdn" : key] = value?.DeepClone();
        }
    }

    private Reply SetVariables(JsonObject? body)
    {
        if (body?["data"] is not JsonArray data) return Reply.Of(400, new JsonObject { ["message"] = "Bulk data is required." });
        foreach (var one in data.OfType<JsonObject>())
        {
            var key = one["key"]!.GetValue<string>();
            if (key.Contains(':', StringComparison.Ordinal)) return Refused("key", "The key format is invalid.");
            // What is left out falls back, and to the build goes what nobody kept from it.
            var kept = new JsonObject { ["uuid"] = NewUuid("env"), ["key"] = key, ["is_literal"] = false, ["is_multiline"] = false, ["is_buildtime"] = true, ["is_runtime"] = true, ["is_preview"] = false };
            foreach (var (name, value) in one) kept[name] = value?.DeepClone();
            Variables[key] = kept;
        }
        return Reply.Of(201, new JsonArray([.. data.Select(one => one!.DeepClone())]));
    }

    private JsonObject ShowVariable(JsonObject variable)
    {
        var shown = variable.DeepClone().AsObject();
        if (!Behaviour.Abilities.Contains("read:sensitive")) shown.Remove("value");
        return shown;
    }
}
