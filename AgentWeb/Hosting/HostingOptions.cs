using System.Net;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>What stands between the server and the browser. Section <c>Hosting</c>.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>
    /// Addresses (<c>10.0.0.7</c>) or networks (<c>10.0.0.0/8</c>) of proxies whose forwarded headers count. Key
    /// <c>Hosting:TrustedProxies:N</c>; none by default.
    /// </summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>The networks they are; a single address is a network of one.</summary>
    public IEnumerable<IPNetwork> Networks => TrustedProxies.Select(text => TryRead(text, out var network) ? network : default);

    internal static bool TryRead(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    internal sealed class Validator : IValidateOptions<HostingOptions>
    {
        public ValidateOptionsResult Validate(string? name, HostingOptions options)
        {
            var failures = options.TrustedProxies
                .Select((text, index) => (text, index))
                .Where(entry => !TryRead(entry.text, out _))
                .Select(entry => $"{Section}:{nameof(TrustedProxies)}:{entry.index} is '{entry.text}', but must be an address such as "
                    + "10.0.0.7 or a network such as 10.0.0.0/8.")
                .ToList();
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }
    }
}
