using System.CommandLine;
using Milestone.Core.Organisations;
using Milestone.Core.Xero;
using Spectre.Console;

namespace Milestone.Host.Commands.Importing;

/// <summary>import: Xero's raw responses from files into an organisation's ledger.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, or folders of *.json files, with raw responses of Xero's accounting API", Arity = ArgumentArity.OneOrMore };
        var organisation = new Option<string>("--organisation", "-o") { Description = "The organisation to import into; a new name creates it", HelpName = "NAME", Required = true };
        var ledger = CommandDatabase.LedgerOption("--ledger", "Which payloads post [default: documents, or what the organisation has]");
        var command = new Command("import", "Imports raw Xero responses; any order, any paging, safe to repeat") { paths, organisation, ledger };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(paths)!, parsed.GetValue(organisation)!, parsed.GetValue(ledger), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string name, LedgerSource? source, CancellationToken cancellation)
    {
        var files = PayloadFiles.Find(paths);
        await using var database = CommandDatabase.Open();
        var (organisation, created) = await new OrganisationCatalogue(database).GetOrCreateAsync(name, source, cancellation);
        if (created)
            Terminal.Note($"Created the organisation '{organisation.Name}', which posts from {organisation.LedgerSource.ToString().ToLowerInvariant()}.");

        var import = new XeroImport(database);
        var result = Terminal.IsWatched
            ? await WithBarAsync(files, progress => ImportAsync(progress))
            : await ImportAsync(new FileLines());
        ImportSummary.Write(result);
        return result.Rejected == 0 ? CommandLine.Done : CommandLine.Failed;

        Task<ImportResult> ImportAsync(IProgress<ImportProgress> progress) =>
            import.ImportAsync(organisation.Id, PayloadFiles.ReadAsync(files, cancellation), "import command", progress, cancellation);
    }

    private static Task<ImportResult> WithBarAsync(IReadOnlyList<string> files, Func<IProgress<ImportProgress>, Task<ImportResult>> work) =>
        Terminal.Progress().Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Starting", maxValue: files.Count);
                var result = await work(new Bar(bar));
                bar.Value = files.Count;
                return result;
            });

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.Description = Markup.Escape($"{value.Payload} ({value.Records:N0} records)");
            task.Value = value.Payloads;
        }
    }

    /// <summary>A line a file, where nobody watches a bar.</summary>
    private sealed class FileLines : IProgress<ImportProgress>
    {
        private string? last;

        public void Report(ImportProgress value)
        {
            if (value.Payload == last)
                return;
            last = value.Payload;
            Terminal.Note($"Importing {value.Payload}");
        }
    }
}
