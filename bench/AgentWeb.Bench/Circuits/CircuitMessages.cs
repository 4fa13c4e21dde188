using Microsoft.AspNetCore.SignalR;

namespace AgentWeb.Bench.Circuits;

/// <summary>What a circuit calls in the browser, and with which parameters.</summary>
internal sealed class CircuitMessages : IInvocationBinder
{
    public const string RenderBatch = "JS.RenderBatch";
    public const string BeginInvokeJS = "JS.BeginInvokeJS";
    public const string Error = "JS.Error";

    private static readonly Dictionary<string, Type[]> Parameters = new(StringComparer.Ordinal)
    {
        [RenderBatch] = [typeof(long), typeof(byte[])],
        [BeginInvokeJS] = [typeof(long), typeof(string), typeof(string), typeof(int), typeof(long), typeof(int)],
        [Error] = [typeof(string)],
        ["JS.AttachComponent"] = [typeof(int), typeof(string)],
        ["JS.EndInvokeDotNet"] = [typeof(string), typeof(bool), typeof(string)],
        ["JS.EndUpdateRootComponents"] = [typeof(long)],
        ["JS.EndLocationChanging"] = [typeof(int), typeof(bool)],
    };

    /// <inheritdoc/>
    public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
        Parameters.TryGetValue(methodName, out var types) ? types : throw new InvalidOperationException($"The circuit called {methodName}, which is not known here.");

    /// <inheritdoc/>
    public Type GetReturnType(string invocationId) => typeof(string);

    /// <inheritdoc/>
    public Type GetStreamItemType(string streamId) => typeof(byte[]);
}
