namespace Milestone.Host.Demo;

/// <summary>
/// A stream of numbers that depends on the seed and a name only (SplitMix64), so that one document's
/// figures do not move when another kind of document is added. System.Random promises no such thing
/// from one runtime to the next.
/// </summary>
internal sealed class Seeded(ulong seed, string name)
{
    ulong state = Mix(seed) ^ NamedGuid.Hash(name, 0xCBF29CE484222325);

    internal static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    ulong Next()
    {
        var mixed = Mix(state);
        state += 0x9E3779B97F4A7C15;
        return mixed;
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>True in so many cases of a thousand.</summary>
    public bool PerMille(int cases) => Between(0, 999) < cases;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    /// <summary>The amount give or take so many per cent, to the penny.</summary>
    public decimal Around(decimal amount, int percent) =>
        Money.Round(amount * (10_000 + Between(-percent * 100, percent * 100)) / 10_000m);

    /// <summary>Uneven parts that add up to the total exactly.</summary>
    public IEnumerable<decimal> Split(decimal total, int parts)
    {
        // The weights are drawn from 60 to 140, so the expected sum of the rest is known without keeping a list.
        var rest = total;
        for (var left = parts; left > 1; left--)
        {
            var part = Money.Round(rest * Between(60, 140) / (100m * left));
            rest -= part;
            yield return part;
        }

        yield return rest;
    }
}
