namespace Milestone.Build.Database;

/// <summary>What a server is for decides what it may lose and how much memory it takes.</summary>
internal enum Purpose
{
    /// <summary>A throw-away server for tests: nothing needs to survive a power cut.</summary>
    Tests,

    /// <summary>The developer's own installation: survives a kill and, but for the last fraction of a second, a power cut.</summary>
    Development,

    /// <summary>Ten million postings, kept from run to run.</summary>
    Benchmarks,
}

/// <summary>The server's settings file, written anew before each start.</summary>
internal static class ServerSettings
{
    public const string FileName = "milestone.conf";

    public static string For(Purpose purpose, int port)
    {
        string[] common =
        [
            "listen_addresses = '127.0.0.1'",
            $"port = {port}",
            "unix_socket_directories = ''",     // loopback only: a socket's path may be at most 107 bytes
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            "jit = off",                        // compiling costs more than it saves on queries of milliseconds
            "synchronous_commit = off",
        ];
        string[] own = purpose switch
        {
            Purpose.Tests =>
            [
                "fsync = off",
                "full_page_writes = off",
                "max_connections = 200",
                "shared_buffers = '128MB'",
                "max_wal_size = '2GB'",
            ],
            Purpose.Benchmarks =>
            [
                "fsync = on",
                "max_connections = 100",
                "shared_buffers = '512MB'",
                "maintenance_work_mem = '256MB'",
                "max_wal_size = '4GB'",
            ],
            _ =>
            [
                "fsync = on",
                "max_connections = 100",
                "shared_buffers = '128MB'",
            ],
        };
        return string.Join('\n', common.Concat(own)) + "\n";
    }
}
