using System.Diagnostics;
using Milestone.Build.Engine;
using Milestone.Build.Verification;
using Spectre.Console;

namespace Milestone.Build;

internal sealed partial class Build
{
    Target Mutate => _ => _
        .Description("Breaks each rule of verification/mutations.json once and expects a red test")
        .Executes(stop => WithTestServer(
            async environment =>
            {
                var mutations = Mutation.Read(Path.Combine(Root, "verification", "mutations.json"))
                    .Where(mutation => Filter is null || mutation.Name.Contains(Filter, StringComparison.OrdinalIgnoreCase))
                    .ToList();
                if (mutations.Count == 0) throw new StepFailedException(Filter is null ? "The list of mutations is empty." : $"No mutation has '{Filter}' in its name.");
                var tree = new ScratchTree(Root, Path.Combine(Artifacts, "mutate"), Shell);
                await tree.Refresh(stop);
                var run = new MutationRun(tree, environment, Shell);

                var table = new Table().Border(TableBorder.Rounded).AddColumn("Mistake").AddColumn("Fate").AddColumn("").AddColumn("Duration");
                var fates = new List<Fate>();
                foreach (var mutation in mutations)
                {
                    var clock = Stopwatch.StartNew();
                    var (fate, remark) = await run.Try(mutation, stop);
                    fates.Add(fate);
                    table.AddRow(new Text(mutation.Name), new Text(fate.ToString().ToLowerInvariant()), new Text(remark), new Text(Engine.Summary.Seconds(clock.Elapsed)));
                }
                Output.Line();
                Output.Table(table);
                var (noticed, survived) = (fates.Count(fate => fate == Fate.Noticed), fates.Count(fate => fate == Fate.Survived));
                Summary.Close($"{noticed} noticed, {survived} survived, {fates.Count - noticed - survived} unusable");
                if (noticed < fates.Count) throw new StepFailedException("Not every mistake was noticed: add a test for each survivor, bring the list up to date for each unusable one.");
            },
            stop));
}
