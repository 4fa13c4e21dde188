using AgentWeb.Features.Admin.Users;

namespace AgentWeb.Tests.Features.Admin;

public sealed class QuotaFieldTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(1_500_000L)]
    [InlineData(1024L * 1024 * 1024)]
    [InlineData(long.MaxValue)]
    public void Bytes_FieldAsItWasShown_KeepsTheQuota(long? quota) => Assert.Equal(quota, QuotaField.Bytes(QuotaField.Shown(quota), quota));

    [Fact]
    public void Shown_NoWholeNumber_IsNotCutToOne() => Assert.Equal(1.43m, QuotaField.Shown(1_500_000));

    [Theory]
    [InlineData("2", 2L * 1024 * 1024)]
    [InlineData("0.5", 512L * 1024)]
    [InlineData("99999999999999999999", 9_223_372_036_853_727_232L)]
    public void Bytes_FieldChanged_IsWhatItSays(string typed, long bytes) =>
        Assert.Equal(bytes, QuotaField.Bytes(decimal.Parse(typed, System.Globalization.CultureInfo.InvariantCulture), 1_500_000));

    [Fact]
    public void Bytes_FieldEmptied_IsNoQuota() => Assert.Null(QuotaField.Bytes(typed: null, before: 1_500_000));
}
