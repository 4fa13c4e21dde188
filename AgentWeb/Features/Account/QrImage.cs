using System.Text;
using QRCoder;

namespace AgentWeb.Features.Account;

/// <summary>Draws QR codes, as an image that is part of the page: the address never reaches a log or a cache.</summary>
internal static class QrImage
{
    private const int ModuleSize = 4;

    /// <summary>The code of a text, black on white whatever the theme: cameras want it so.</summary>
    public static string Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(code.GetGraphic(ModuleSize)));
    }
}
