using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Xero;

/// <summary>Nulls in binary COPY, which has no type to infer them from.</summary>
internal static class BinaryCopy
{
    public static Task WriteNullableAsync(this NpgsqlBinaryImporter copy, Guid? value, NpgsqlDbType type, CancellationToken cancellation) =>
        value is { } known ? copy.WriteAsync(known, type, cancellation) : copy.WriteNullAsync(cancellation);

    public static Task WriteNullableAsync(this NpgsqlBinaryImporter copy, DateOnly? value, NpgsqlDbType type, CancellationToken cancellation) =>
        value is { } known ? copy.WriteAsync(known, type, cancellation) : copy.WriteNullAsync(cancellation);

    public static Task WriteNullableAsync(this NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type, CancellationToken cancellation) =>
        value is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(value, type, cancellation);
}
