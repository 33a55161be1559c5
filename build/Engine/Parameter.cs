using System.Globalization;
using System.Reflection;
using System.Text;

namespace Milestone.Build.Engine;

/// <summary>
/// Marks a property of the pipeline as a parameter. <c>TestFilter</c> is <c>--test-filter</c> on the command line,
/// <c>MILESTONE_TEST_FILTER</c> in the environment and <c>"test-filter"</c> in the parameter file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string help) : Attribute
{
    public string Help { get; } = help;

    /// <summary>The name, where the property needs another one.</summary>
    public string? Name { get; init; }

    /// <summary>The value is masked in everything the pipeline prints.</summary>
    public bool Secret { get; init; }

    /// <summary>A name of the environment that others have fixed, instead of MILESTONE_...</summary>
    public string? Environment { get; init; }
}

/// <summary>One parameter of a pipeline and how its text becomes its value.</summary>
internal sealed class Parameter
{
    readonly PropertyInfo property;
    readonly ParameterAttribute attribute;

    Parameter(PropertyInfo property, ParameterAttribute attribute)
    {
        this.property = property;
        this.attribute = attribute;
        Name = attribute.Name ?? Kebab(property.Name);
    }

    /// <summary>As in the parameter file; the option is the same after two dashes.</summary>
    public string Name { get; }

    public string Option => "--" + Name;

    public string Variable => attribute.Environment ?? "MILESTONE_" + Name.Replace('-', '_').ToUpperInvariant();

    public string Help => attribute.Help;

    public bool Secret => attribute.Secret;

    public bool IsFlag => property.PropertyType == typeof(bool);

    public static IReadOnlyList<Parameter> Of(object pipeline) => pipeline.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(property => (property, attribute: property.GetCustomAttribute<ParameterAttribute>()))
        .Where(pair => pair.attribute is not null)
        .Select(pair => new Parameter(pair.property, pair.attribute!))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ToList();

    public string Default(object pipeline) => property.GetValue(pipeline) switch
    {
        null or false => "",
        _ when Secret => "",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <param name="source">Where the text came from, for the error: the option, the variable or the file.</param>
    public void Assign(object pipeline, string text, string source)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        property.SetValue(pipeline, type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out var flag) ? flag : Refuse("true or false"),
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : Refuse("a whole number"),
            { IsEnum: true } => Enum.TryParse(type, text, ignoreCase: true, out var choice) && Enum.IsDefined(type, choice!)
                ? choice
                : Refuse(string.Join(" or ", Enum.GetNames(type))),
            _ => throw new InvalidOperationException($"{property.Name}: a parameter cannot be a {type.Name}."),
        });

        object Refuse(string wanted) =>
            throw new UsageException($"{source} takes {wanted}, not {(Secret ? "what it was given" : $"'{text}'")}.");
    }

    static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }
}
