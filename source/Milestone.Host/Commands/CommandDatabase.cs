using System.CommandLine;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Api;
using Milestone.Host.Settings;

namespace Milestone.Host.Commands;

/// <summary>What the commands that read or write books share: the database, and the option that names an organisation.</summary>
internal static class CommandDatabase
{
    /// <summary>The database of the environment's connection string.</summary>
    public static MilestoneDatabase Open(TimeProvider? clock = null) => MilestoneDatabase.Open(ConnectionSettings.Read(ConnectionSettings.Environment()), clock ?? TimeProvider.System);

    /// <summary>The option that names an organisation and may be left out where there is only one.</summary>
    public static Option<string?> OrganisationOption() => new("--organisation", "-o")
    {
        Description = "The organisation's name or id; may be left out where there is only one",
        HelpName = "NAME",
    };

    /// <summary>The organisation that is named, or the only one.</summary>
    public static Task<Organisation> OrganisationAsync(MilestoneDatabase database, string? nameOrId, CancellationToken cancellation) =>
        new OrganisationChoice(new OrganisationCatalogue(database)).OfAsync(nameOrId, cancellation);

    /// <summary>The option that names a ledger source.</summary>
    public static Option<LedgerSource?> LedgerOption(string name, string description)
    {
        var option = new Option<LedgerSource?>(name)
        {
            Description = description,
            HelpName = "documents|journals",
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
                if (text.Equals("documents", StringComparison.OrdinalIgnoreCase))
                    return LedgerSource.Documents;
                if (text.Equals("journals", StringComparison.OrdinalIgnoreCase))
                    return LedgerSource.Journals;
                result.AddError($"{name} '{text}' is not known. Use documents or journals.");
                return null;
            },
        };
        return option;
    }
}
