using System.Net;
using AgentWeb.Core.Accounts;

namespace AgentWeb.Tests.Accounts;

public sealed class CustomerAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    [InlineData(null, "unknown")]
    public void Of_Address_IsOneNetworkOfAProvider(string? address, string expected) =>
        Assert.Equal(expected, CustomerAddress.Of(address is null ? null : IPAddress.Parse(address)));
}
