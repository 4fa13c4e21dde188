namespace AgentWeb.Bench.Latency;

/// <summary>A page that sends on Enter and adds a text node for each token. Nothing less shows an answer.</summary>
internal static class FloorPage
{
    public const string Html = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Floor</title><link rel="icon" href="data:,"></head>
        <body>
        <div id="replies"></div>
        <textarea id="composer" autofocus></textarea>
        <script>
          const composer = document.getElementById('composer');
          async function answer(text) {
            const reply = document.createElement('p');
            reply.className = 'reply';
            document.getElementById('replies').append(reply);
            const response = await fetch('/v1/chat/completions', {
              method: 'POST',
              body: JSON.stringify({ model: 'fake', stream: true, messages: [{ role: 'user', content: text }] }),
            });
            const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
            for (let rest = ''; ;) {
              const { done, value } = await reader.read();
              if (done) break;
              const lines = (rest + value).split('\n');
              rest = lines.pop();
              for (const line of lines) {
                if (!line.startsWith('data: {')) continue;
                const token = JSON.parse(line.slice(6)).choices[0]?.delta.content;
                if (token) reply.append(document.createTextNode(token));
              }
            }
            reply.dataset.done = 'true';
          }
          composer.addEventListener('keydown', event => {
            if (event.key === 'Enter') {
              event.preventDefault();
              answer(composer.value);
              composer.value = '';
            }
          });
        </script>
        </body>
        </html>
        """;
}
