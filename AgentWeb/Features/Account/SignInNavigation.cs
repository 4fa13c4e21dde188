using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>The way from a circuit to the door.</summary>
internal static class SignInNavigation
{
    /// <summary>
    /// Leads to the sign-in page and, from there, back to this one. A full load: the sign-in page is static, and the circuit of whoever was
    /// signed in must not live on. Everything that ends a sign-in uses the same address: the circuit learns of the end by itself as well, and
    /// whichever of the two comes last must not lead elsewhere, nor load another page below hands that type.
    /// </summary>
    public static void NavigateToSignIn(this NavigationManager navigation) => navigation.NavigateTo(
        "/signin?returnUrl=" + Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
}
