using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Milestone.Core.Xero;

if (args is not [var connectionString, var folder])
    return Complain("Give a connection string and a folder of Xero's responses.");
var stop = CancellationToken.None;

try
{
    // Once for each version of the library, by a login that may create roles; again it does nothing.
    var schema = await Migrator.MigrateAsync(connectionString, dryRun: false, stop);
    Console.WriteLine($"{schema.Applied.Count} migrations applied, {schema.AlreadyApplied} were there.");

    // One for the whole life of a program: it holds the connections, and any number of threads may use it.
    await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
    var (organisation, created) = await new OrganisationCatalogue(database).GetOrCreateAsync("Acme Builders", source: null, stop);
    Console.WriteLine(created ? $"{organisation.Name} is new." : $"{organisation.Name} was there.");

    // Payloads are read one at a time, so a folder of any size fits. What cannot be read is kept and named, and the rest lands.
    var import = await new XeroImport(database).ImportAsync(organisation.Id, Payloads(folder), actor: "nightly", progress: null, stop);
    Console.WriteLine($"{import.Created} records new, {import.Changed} changed, {import.Rejected} rejected.");
    foreach (var rejection in import.Rejections)
        Console.WriteLine($"{rejection.Kind} {rejection.Record} in {rejection.Payload}: {rejection.Reason}");

    var year = new Period(new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31));
    var query = new StatementQuery(year) { Basis = Basis.Accrual, Columns = StatementColumns.Month };
    var statement = await new StatementReader(database).ReadAsync(organisation.Id, query, drawnBy: "nightly", stop);
    Console.WriteLine($"Net profit {statement.Summary(Section.NetProfit).Total}; {(statement.TiesOut ? "the two ways of adding it up agree" : "its parts do not add up")}.");

    // The statement is one table, and every format is written from it.
    var table = StatementTable.Of(statement);
    foreach (var format in new[] { ReportFormat.Csv, ReportFormat.Pdf })
    {
        var name = format.FileName(table.Head, year);
        await using var file = File.Create(name);
        await format.WriteAsync(table, file, stop);
        Console.WriteLine($"Wrote {name}.");
    }

    return 0;
}
catch (ProblemException problem)
{
    // What a person can put right says in its message how.
    return Complain(problem.Message);
}

static async IAsyncEnumerable<XeroPayload> Payloads(string folder)
{
    foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        yield return new XeroPayload(Path.GetFileName(path), await File.ReadAllBytesAsync(path));
}

static int Complain(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
