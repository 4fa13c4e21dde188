using System.Net;

namespace AgentWeb.Core.Accounts;

/// <summary>Where tries are counted: tells one customer of a network's provider from another.</summary>
public static class CustomerAddress
{
    /// <summary>The part of an IPv6 address that a provider gives to one customer, who owns all addresses below it.</summary>
    private const int CustomerBytes = 8;

    /// <summary>The address, or of IPv6 the network that one customer has; <c>unknown</c> where there is none.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        return address.IsIPv4MappedToIPv6 || address.GetAddressBytes() is not { Length: 16 } bytes
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : Convert.ToHexString(bytes, 0, CustomerBytes);
    }
}
