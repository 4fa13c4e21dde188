using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>What was used in a part of a period, as a report is put together from it.</summary>
internal sealed record UsageParts(
    IReadOnlyDictionary<DateOnly, UsageSum> Days, IReadOnlyDictionary<(Guid OwnerId, string ModelKey), UsageSum> Pairs,
    IReadOnlyDictionary<UsageMeasure, MeasureHistogram> Measures)
{
    /// <summary>Nothing.</summary>
    public static UsageParts None { get; } = new(new Dictionary<DateOnly, UsageSum>(), new Dictionary<(Guid, string), UsageSum>(), new Dictionary<UsageMeasure, MeasureHistogram>());

    /// <summary>This part and a later one; neither is changed.</summary>
    public UsageParts With(UsageParts later)
    {
        var pairs = Pairs.ToDictionary(p => p.Key, p => p.Value);
        foreach (var (pair, used) in later.Pairs)
        {
            pairs[pair] = pairs.GetValueOrDefault(pair, UsageSum.None) + used;
        }

        var measures = Enum.GetValues<UsageMeasure>().ToDictionary(measure => measure, _ => new MeasureHistogram());
        foreach (var (measure, histogram) in Measures.Concat(later.Measures))
        {
            measures[measure].Add(histogram);
        }

        return new(Days.Concat(later.Days).ToDictionary(d => d.Key, d => d.Value), pairs, measures);
    }
}
