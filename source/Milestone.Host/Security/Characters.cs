using Milestone.Core;

namespace Milestone.Host.Security;

/// <summary>
/// A null character in the query: no text holds one and PostgreSQL stores none, so it is refused here with the parameter named, once for every
/// address, and not by whoever meets it first. The server itself refuses one in the path.
/// </summary>
internal static class Characters
{
    public static void UseCharacters(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            foreach (var (name, values) in context.Request.Query)
            {
                if (name.Contains('\0', StringComparison.Ordinal) || values.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
                {
                    var field = name.Replace("\0", "", StringComparison.Ordinal);
                    throw new ProblemException(ProblemKind.Invalid, $"'{field}' holds a null character (%00), which no text has. Leave it out.") { Field = field };
                }
            }
        }

        return next(context);
    });
}
