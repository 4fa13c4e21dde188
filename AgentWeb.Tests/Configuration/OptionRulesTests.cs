using System.ComponentModel.DataAnnotations;
using System.Globalization;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Files;
using AgentWeb.Core.Operations.Usage;

namespace AgentWeb.Tests.Configuration;

/// <summary>Rules between settings, and between a setting and what is read with it.</summary>
public sealed class OptionRulesTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(UsageQuery.MaxDays + 30, false)]
    [InlineData(UsageQuery.MaxDays + 31, true)]
    public void RetentionUsage_Days_CoverTheLongestPeriodAndItsFirstMonth(int days, bool isAllowed)
    {
        string[] refused = isAllowed ? [] : ["Usage"];

        Assert.Equal(refused, Refused(new RetentionOptions { Usage = TimeSpan.FromDays(days) }));
    }

    [Theory]
    [InlineData("01:00:00", "01:00:00", false)]
    [InlineData("01:00:01", "01:00:00", true)]
    [InlineData("1.00:00:00", "00:10:00", true)]
    public void OrphanAge_NextToProcessingTimeout_IsLonger(string age, string timeout, bool isAllowed)
    {
        string[] refused = isAllowed ? [] : ["OrphanAge"];
        var options = new FilesOptions
        {
            OrphanAge = TimeSpan.Parse(age, CultureInfo.InvariantCulture),
            ProcessingTimeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture),
        };

        Assert.Equal(refused, Refused(options));
    }

    /// <summary>The settings that are refused.</summary>
    private static List<string> Refused(IValidatableObject options) =>
        [.. options.Validate(new ValidationContext(options)).SelectMany(problem => problem.MemberNames)];
}
