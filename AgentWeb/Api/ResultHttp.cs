using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary>The one place where expected failures become HTTP.</summary>
internal static class ResultHttp
{
    /// <summary>The failure as problem details.</summary>
    public static IResult ToHttp(this Error error) => Problem.For(error);

    /// <summary>The success as the caller says, the failure as problem details.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> success) =>
        result.Succeeded ? success(result.Value) : Problem.For(result.Error);
}
