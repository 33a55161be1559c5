using System.Security.Cryptography;
using Milestone.Core;
using Milestone.Core.Storage;
using Milestone.Host.Commands.Backups;
using Xunit;

namespace Milestone.Host.Tests.Backups;

/// <summary>A backup's file is read as it was written, or refused.</summary>
public sealed class BackupFileTests : IDisposable
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(48);

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(BackupFormat.PieceSize, true)]
    [InlineData(200_001, true)]
    [InlineData(200_001, false)]
    public async Task What_was_written_is_read(int length, bool isSealed)
    {
        var dump = RandomNumberGenerator.GetBytes(length);
        await WriteAsync(dump, isSealed ? Secret : null);

        using var read = new MemoryStream();
        var manifest = await BackupReader.ReadAsync(file, isSealed ? Secret : null, read, TestContext.Current.CancellationToken);

        Assert.Equal(dump, read.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(dump)), manifest.DumpSha256);
        Assert.Equal(12.34m, manifest.Figures.Organisations[0].Years[0].Amount);
        Assert.NotEqual(isSealed, System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Contains("Acme Builders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_key_does_not_open_it()
    {
        await WriteAsync(new byte[1000], Secret);

        Assert.Contains("The key does not open", (await RefusedAsync(RandomNumberGenerator.GetBytes(48))).Message, StringComparison.Ordinal);
        Assert.Contains("is sealed", (await RefusedAsync(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsealed_file_is_not_taken_for_a_sealed_one()
    {
        await WriteAsync(new byte[1000], secret: null);

        Assert.Contains("is not sealed", (await RefusedAsync(Secret)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_it_is_cut_off_it_is_refused(bool isSealed)
    {
        await WriteAsync(RandomNumberGenerator.GetBytes(150_000), isSealed ? Secret : null);
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        foreach (var length in (int[])[0, 5, BackupFormat.HeaderSize, BackupFormat.HeaderSize + 3, 65_000, 65_584, 131_000, whole.Length - 1])
        {
            await File.WriteAllBytesAsync(file, whole[..length], TestContext.Current.CancellationToken);
            await RefusedAsync(isSealed ? Secret : null);
        }
    }

    [Fact]
    public async Task A_changed_byte_anywhere_is_noticed()
    {
        await WriteAsync(RandomNumberGenerator.GetBytes(100_000), Secret);
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        foreach (var place in (int[])[0, 10, 11, 26, 27, 28, 40, 65_600, 90_000, whole.Length - 1])
        {
            var changed = whole.ToArray();
            changed[place] ^= 1;
            await File.WriteAllBytesAsync(file, changed, TestContext.Current.CancellationToken);
            await RefusedAsync(Secret);
        }
    }

    [Fact]
    public void A_key_file_that_is_too_short_is_no_key()
    {
        File.WriteAllText(file, "password\n");

        Assert.Equal("key", Assert.Throws<ProblemException>(() => BackupFormat.ReadSecret(file)).Field);
    }

    private Task<ProblemException> RefusedAsync(byte[]? secret) =>
        Assert.ThrowsAsync<ProblemException>(() => BackupReader.ReadAsync(file, secret, Stream.Null, TestContext.Current.CancellationToken));

    private async Task WriteAsync(byte[] dump, byte[]? secret)
    {
        var figures = new BackupFigures(17, ["0001-organisations"], [new LedgerFigures(Guid.Empty, "Acme Builders", 3, 2, [new YearFigures(0, 2026, 1, 12.34m)])]);
        await using var output = File.Create(file);
        using var writer = new BackupWriter(output, secret);
        await writer.WriteAsync(new MemoryStream(dump), (bytes, digest) => new BackupManifest(DateTimeOffset.UnixEpoch, "0.1.0", null, bytes, digest, figures), TestContext.Current.CancellationToken);
    }
}
