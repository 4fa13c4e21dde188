using AgentWeb.Core.Data.Entities;
using AgentWeb.Features.Settings;

namespace AgentWeb.Tests.Settings;

/// <summary>The cookie that the look is in belongs to the browser, so anything may be in it.</summary>
public sealed class LookTests
{
    [Fact]
    public void ToString_AnyLook_IsReadBack()
    {
        foreach (var theme in Enum.GetValues<ThemeChoice>())
        {
            foreach (var language in (ReadOnlySpan<string?>)[null, "en", "de"])
            {
                var look = new Look(theme, DensityChoice.Compact, language);
                Assert.Equal(look, Look.Parse(look.ToString()));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("dark")]
    [InlineData("99.99.xx")]
    [InlineData("<script>.\".fr")]
    public void Parse_Rubbish_IsAsEverythingComes(string? cookie) => Assert.Equal(Look.Default, Look.Parse(cookie));

    [Fact]
    public void Parse_PartlyGood_KeepsTheGood() => Assert.Equal(Look.Default with { Theme = ThemeChoice.Dark }, Look.Parse("dark.huge.tlh"));
}
