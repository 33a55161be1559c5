using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Storage.Changes;

/// <summary>What is known without asking, and when it counts no longer. Each test has a database of its own, which it may cut off.</summary>
public sealed class ListeningTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_another_process_changes_is_known_as_soon_as_it_is_heard_of()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync();
        var before = await scene.Here.KnowAsync(TestContext.Current.CancellationToken);
        Assert.Same(before, await scene.Here.KnowAsync(TestContext.Current.CancellationToken));
        Assert.Same(before, scene.Here.Known);

        await scene.There.GetOrCreateAsync("A second firm", null, TestContext.Current.CancellationToken);

        await UntilAsync(async () => (await scene.Here.ListAsync(TestContext.Current.CancellationToken)).Count == 2);
    }

    [Fact]
    public async Task What_this_process_changes_is_known_at_once()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync();
        for (var firm = 2; firm <= 6; firm++)
        {
            await scene.Here.GetOrCreateAsync($"Firm {firm}", null, TestContext.Current.CancellationToken);
            Assert.Equal(firm, (await scene.Here.ListAsync(TestContext.Current.CancellationToken)).Count);
        }
    }

    [Fact]
    public async Task While_nobody_listens_every_question_is_asked()
    {
        await using var scene = await Scene.BeginAsync();
        for (var firm = 2; firm <= 6; firm++)
        {
            await scene.There.GetOrCreateAsync($"Firm {firm}", null, TestContext.Current.CancellationToken);
            Assert.Equal(firm, (await scene.Here.ListAsync(TestContext.Current.CancellationToken)).Count);
            Assert.Null(scene.Here.Known);
        }
    }

    [Fact]
    public async Task When_the_listener_is_killed_nothing_old_is_believed_and_it_comes_back_by_itself()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync();
        await scene.Here.ListAsync(TestContext.Current.CancellationToken);
        // Both pools have their connections; nobody gets a new one, so the listener stays away.
        await scene.CutOffAsync();
        await UntilAsync(() => Task.FromResult(!scene.Listener.IsListening));

        for (var firm = 2; firm <= 6; firm++)
        {
            await scene.There.GetOrCreateAsync($"Firm {firm}", null, TestContext.Current.CancellationToken);
            Assert.Equal(firm, (await scene.Here.ListAsync(TestContext.Current.CancellationToken)).Count);
        }

        await scene.LetInAsync();
        await UntilAsync(() => Task.FromResult(scene.Listener.IsListening));
        Assert.Equal(6, (await scene.Here.ListAsync(TestContext.Current.CancellationToken)).Count);
        Assert.NotNull(scene.Here.Known);
    }

    [Fact]
    public async Task What_was_read_does_not_count_while_nobody_listens_though_nothing_was_heard()
    {
        var isListening = true;
        var changes = new ChangeSignal { Listening = () => isListening };
        var readings = 0;
        var remembered = new Remembered<string>(changes, _ => Task.FromResult($"reading {++readings}"));

        Assert.Equal("reading 1", await remembered.GetAsync(TestContext.Current.CancellationToken));
        Assert.Equal("reading 1", await remembered.GetAsync(TestContext.Current.CancellationToken));
        // A network that has gone silent: nothing was heard of, and that is the point.
        isListening = false;
        Assert.Null(remembered.Known);
        Assert.Equal("reading 2", await remembered.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_read_while_something_changed_does_not_count()
    {
        var changes = new ChangeSignal { Listening = () => true };
        var remembered = new Remembered<string>(changes, _ =>
        {
            changes.Raise();
            return Task.FromResult("half of it");
        });

        await remembered.GetAsync(TestContext.Current.CancellationToken);

        Assert.Null(remembered.Known);
    }

    [Fact]
    public async Task A_listener_that_hears_nothing_but_itself_goes_on_listening()
    {
        TemporaryPostgres.Require();
        var connectionString = await TemporaryPostgres.CloneAsync();
        await using (var database = MilestoneDatabase.Open(connectionString, TimeProvider.System))
        {
            using var stop = new CancellationTokenSource();
            var listener = new ChangeListener(database) { BetweenEchoes = TimeSpan.FromMilliseconds(3.3) };
            var listening = listener.RunAsync(lost: null, stop.Token);

            await UntilAsync(() => Task.FromResult(listener.Echoes > 300));

            await stop.CancelAsync();
            await listening;
        }

        await TemporaryPostgres.DropAsync(connectionString);
    }

    [Fact]
    public async Task A_table_that_was_restored_begins_another_epoch()
    {
        await using var scene = await Scene.BeginAsync();
        var before = (await scene.Here.KnowAsync(TestContext.Current.CancellationToken)).Epoch;
        Assert.Equal(before, (await scene.There.KnowAsync(TestContext.Current.CancellationToken)).Epoch);

        // What a restore of the data into the same database does, and a VACUUM FULL, which costs readers one drawing more.
        await scene.RunAsync("TRUNCATE milestone.organisation CASCADE");

        Assert.NotEqual(before, (await scene.Here.KnowAsync(TestContext.Current.CancellationToken)).Epoch);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not come about in time.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Two processes, as far as the database can tell, of which the first listens.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly string connectionString;
        private readonly MilestoneDatabase mine;
        private readonly MilestoneDatabase theirs;
        private readonly CancellationTokenSource stop = new();
        private Task listening = Task.CompletedTask;

        private Scene(string connectionString)
        {
            this.connectionString = connectionString;
            mine = MilestoneDatabase.Open(connectionString, TimeProvider.System);
            theirs = MilestoneDatabase.Open(connectionString, TimeProvider.System);
            Here = new OrganisationCatalogue(mine);
            There = new OrganisationCatalogue(theirs);
            Listener = new ChangeListener(mine);
        }

        public OrganisationCatalogue Here { get; }

        public OrganisationCatalogue There { get; }

        public ChangeListener Listener { get; }

        public static async Task<Scene> BeginAsync()
        {
            TemporaryPostgres.Require();
            var scene = new Scene(await TemporaryPostgres.CloneAsync());
            await scene.There.GetOrCreateAsync("The first firm", null, TestContext.Current.CancellationToken);
            return scene;
        }

        public async Task ListenAsync()
        {
            listening = Listener.RunAsync(lost: null, stop.Token);
            await UntilAsync(() => Task.FromResult(Listener.IsListening));
        }

        public async Task CutOffAsync()
        {
            await RunAsync("ALTER DATABASE {0} ALLOW_CONNECTIONS false", elsewhere: true);
            await RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{ChangeListener.ConnectionName}' AND datname = '{{0}}'", elsewhere: true);
        }

        public Task LetInAsync() => RunAsync("ALTER DATABASE {0} ALLOW_CONNECTIONS true", elsewhere: true);

        public async Task RunAsync(string sql, bool elsewhere = false)
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
            var text = string.Format(null, sql, settings.Database);
            if (elsewhere)
                settings.Database = "postgres";
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await listening;
            stop.Dispose();
            await mine.DisposeAsync();
            await theirs.DisposeAsync();
            await TemporaryPostgres.DropAsync(connectionString);
        }
    }
}
