namespace AgentWeb.Core.Audit;

/// <summary>
/// Who acts in the current flow of calls, as <see cref="System.Diagnostics.Activity.Current"/> says which request it belongs to: the host sets it for
/// each request and each call from a page, so that use cases need not carry it through. Outside of both it is the server itself.
/// </summary>
public static class CurrentActor
{
    private static readonly AsyncLocal<Actor?> Flowing = new();

    /// <summary>Who acts.</summary>
    public static Actor Value => Flowing.Value ?? Actor.Server;

    /// <summary>Says who acts from here on in this flow, and in what it starts.</summary>
    public static void Set(Actor? actor) => Flowing.Value = actor;
}
