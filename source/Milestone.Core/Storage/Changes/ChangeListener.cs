using System.Globalization;
using Npgsql;

namespace Milestone.Core.Storage;

/// <summary>
/// Hears of changes that other processes make, over a connection of its own, so that this one may go on using what it knows. It believes that it hears
/// only while words it sends itself arrive: a silent network, a pooler in between that does not pass notifications on, or a standby, which has none, all
/// count as not listening. Then whoever asks is answered from the database, as without a listener.
/// </summary>
public sealed class ChangeListener(MilestoneDatabase database)
{
    /// <summary>What the connection is called in pg_stat_activity.</summary>
    public const string ConnectionName = "milestone listener";

    private const string EchoPrefix = "echo ";

    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // A word of this process and no other: all listeners of a database share the channel.
    private readonly string echo = EchoPrefix + Guid.NewGuid().ToString("N");
    private long heardAt;
    private volatile bool isOpen;
    private volatile bool heardEcho;
    private long echoes;

    /// <summary>How long it rests between two words to itself.</summary>
    internal TimeSpan BetweenEchoes { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many of them it has heard.</summary>
    internal long Echoes => Interlocked.Read(ref echoes);

    /// <summary>Whether changes are heard of at this moment.</summary>
    public bool IsListening => isOpen && TimeProvider.System.GetElapsedTime(Interlocked.Read(ref heardAt)) < BetweenEchoes + EchoPatience + EchoPatience;

    /// <summary>Listens until it is told to stop, connecting again whenever the connection is lost, at growing intervals.</summary>
    /// <param name="lost">Told why listening ended, each time it does.</param>
    /// <param name="cancellation">Ends the listening.</param>
    public async Task RunAsync(Action<Exception>? lost, CancellationToken cancellation)
    {
        database.Changes.Listening = () => IsListening;
        var pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = FirstPause, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException or ProblemException or ObjectDisposedException or InvalidOperationException)
            {
                if (!cancellation.IsCancellationRequested)
                    lost?.Invoke(failure);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
            }
            finally
            {
                isOpen = false;
                database.Changes.Raise();
            }

            // The clock of the process, not the database's own: pauses are of real time also where a test stands the clock still.
            await Task.Delay(pause, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database.ListenerConnectionString);
        connection.Notification += (_, said) => Hear(said.Payload);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        await using (var listen = new NpgsqlCommand(SqlText.Of("Storage/Changes/listen.sql"), connection))
            await listen.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        while (true)
        {
            await EchoAsync(connection, cancellation).ConfigureAwait(false);
            if (!isOpen)
            {
                // What was read before may have changed unheard: from here on it would be heard of.
                database.Changes.Raise();
                isOpen = true;
                connected();
            }

            var next = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(next) is var waited && waited < BetweenEchoes)
                await connection.WaitAsync(AtLeastAMillisecond(BetweenEchoes - waited), cancellation).ConfigureAwait(false);
        }
    }

    // The driver counts whole milliseconds, and none of them means for ever.
    private static TimeSpan AtLeastAMillisecond(TimeSpan left) => left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;

    private void Hear(string said)
    {
        if (said == echo)
        {
            Interlocked.Exchange(ref heardAt, TimeProvider.System.GetTimestamp());
            heardEcho = true;
            Interlocked.Increment(ref echoes);
        }
        else if (!said.StartsWith(EchoPrefix, StringComparison.Ordinal))
        {
            database.Changes.Raise();
        }
    }

    // Sent by another connection, and so the way that the words of other hosts come.
    private async Task EchoAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        heardEcho = false;
        await using (var command = database.Source.CreateCommand(SqlText.Of("Storage/Changes/echo.sql")))
        {
            command.CommandTimeout = (int)EchoPatience.TotalSeconds;
            command.Parameters.AddWithValue("word", echo);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        var sent = TimeProvider.System.GetTimestamp();
        while (!heardEcho)
        {
            var left = EchoPatience - TimeProvider.System.GetElapsedTime(sent);
            if (left <= TimeSpan.Zero)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"No notification arrived within {EchoPatience.TotalSeconds} s."));
            await connection.WaitAsync(AtLeastAMillisecond(left), cancellation).ConfigureAwait(false);
        }
    }
}
