using Microsoft.Extensions.Logging;
using Milestone.Core.Auditing;
using Milestone.Core.Storage;
using Milestone.Host.Auditing;
using Milestone.Host.Settings;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Administration;

/// <summary>What a serving host writes once a day about where the chains end.</summary>
public sealed class AuditAnchoringTests(BooksHost books) : IClassFixture<BooksHost>
{
    [Fact]
    public async Task The_ends_of_all_chains_stand_in_the_log_and_are_appended_to_the_file()
    {
        var stop = TestContext.Current.CancellationToken;
        var file = Path.Combine(Directory.CreateTempSubdirectory("milestone-anchors-").FullName, "anchors");
        await using var database = MilestoneDatabase.Open(books.ConnectionString, TimeProvider.System);
        var log = new Lines();
        using var anchoring = new AuditAnchoring(database, new HostSettings { ConnectionString = books.ConnectionString, AuditAnchors = file }, TimeProvider.System, log);
        await anchoring.AnchorAsync(stop);
        await anchoring.AnchorAsync(stop);

        var anchors = AuditAnchor.Parse(await File.ReadAllLinesAsync(file, stop));
        Assert.Equal(2, anchors.Count);
        Assert.Equal(anchors[0], anchors[1]);
        Assert.All(log.Written, line => Assert.Equal($"audit.anchor {anchors[0].Organisation} {anchors[0].Seq} {anchors[0].Digest}", line[..line.LastIndexOf(anchors[0].Digest, StringComparison.Ordinal)] + anchors[0].Digest));
        Assert.True((await new AuditVerification(database).VerifyAsync(anchors[0].Organisation, anchors, stop)).IsSound);
    }

    private sealed class Lines : ILogger<AuditAnchoring>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception));
    }
}
