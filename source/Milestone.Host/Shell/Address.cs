using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;

namespace Milestone.Host.Shell;

/// <summary>
/// A link inside the product: a path below the base and the state of the view as query parameters. Every view is such a link, so
/// "the same but on cash basis" is <c>address.With("basis", "cash")</c>.
/// </summary>
public sealed class Address
{
    private readonly ImmutableList<KeyValuePair<string, string>> _parameters;

    private Address(string path, ImmutableList<KeyValuePair<string, string>> parameters)
    {
        Path = path;
        _parameters = parameters;
    }

    /// <summary>The path, relative to the document's base.</summary>
    public string Path { get; }

    /// <summary>A path without parameters.</summary>
    public static Address To(string path) => new(path, []);

    /// <summary>The address that is being answered, without parameters that are empty.</summary>
    public static Address Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var given = request.Query.SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));
        return new Address(request.Path.Value?.TrimStart('/') ?? "", [.. given.Where(pair => pair.Value.Length > 0)]);
    }

    /// <summary>A path with the parameters of a query string, without those that are empty.</summary>
    public static Address Parse(string path, string query) =>
        new(path, [.. QueryHelpers.ParseQuery(query).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")).Where(pair => pair.Value.Length > 0)]);

    /// <summary>The value of a parameter, or null.</summary>
    public string? this[string name] => _parameters.Find(pair => Same(pair.Key, name)).Value;

    /// <summary>The parameters, in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>The same parameters on another path.</summary>
    public Address On(string path) => new(path, _parameters);

    /// <summary>The same address with this parameter set, or without it when the value is null or empty.</summary>
    public Address With(string name, string? value)
    {
        var at = _parameters.FindIndex(pair => Same(pair.Key, name));
        var others = _parameters.RemoveAll(pair => Same(pair.Key, name));
        if (string.IsNullOrEmpty(value))
            return new Address(Path, others);
        var here = KeyValuePair.Create(name, value);
        return new Address(Path, at < 0 ? others.Add(here) : others.Insert(Math.Min(at, others.Count), here));
    }

    /// <summary>The same address with all parameters of another.</summary>
    public Address WithAll(Address other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Parameters.Aggregate(this, (address, parameter) => address.With(parameter.Key, parameter.Value));
    }

    /// <summary>The same address with only these parameters.</summary>
    public Address Keep(params IReadOnlyCollection<string> names) =>
        new(Path, _parameters.RemoveAll(pair => !names.Any(name => Same(name, pair.Key))));

    /// <summary>The same address without these parameters.</summary>
    public Address Without(params IReadOnlyCollection<string> names) =>
        new(Path, _parameters.RemoveAll(pair => names.Any(name => Same(name, pair.Key))));

    /// <summary>The query string without its question mark.</summary>
    public string Query => QueryHelpers.AddQueryString("", _parameters.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).TrimStart('?');

    /// <inheritdoc/>
    public override string ToString() => _parameters.IsEmpty ? Path : $"{Path}?{Query}";

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
