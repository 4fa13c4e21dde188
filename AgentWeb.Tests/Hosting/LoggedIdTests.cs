using AgentWeb.Hosting;

namespace AgentWeb.Tests.Hosting;

/// <summary>Of the values in an address the log has identifiers alone.</summary>
public sealed class LoggedIdTests
{
    private const string Uuid = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

    [Theory]
    [InlineData("sess-" + Uuid, true)]
    [InlineData("share-" + Uuid, true)]
    [InlineData("my secret-" + Uuid, false)]
    [InlineData("s3cret-" + Uuid, false)]
    [InlineData("gehe\u00efm-" + Uuid, false)]
    [InlineData("-" + Uuid, false)]
    [InlineData("sess-secret", false)]
    [InlineData("secret", false)]
    [InlineData("", false)]
    public void IsId_Value_IsAKindInLettersAndAUuid(string value, bool isId) => Assert.Equal(isId, RequestLog.IsId(value));
}
