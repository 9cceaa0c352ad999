import type { CurveDrawer } from './canvasCurves';
import { laneEdges, LEAST_PX } from './edges';
import { COARSE_INK, ENVELOPE_INK, INK } from './style';

/** One instance is one column of one lane: a rectangle a pixel wide, softened where its ends fall between pixels. */
const VERTEX = `#version 300 es
in vec3 edges;
uniform vec2 size;
uniform int columns;
out float y;
flat out vec2 span;
flat out float tone;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  float top = floor(edges.x);
  float bottom = ceil(edges.y);
  float x = float(gl_InstanceID % columns) + corner.x;
  y = mix(top, bottom, corner.y);
  span = edges.xy;
  tone = edges.z;
  vec2 place = edges.x < edges.y ? vec2(x, y) : vec2(-9.0);
  gl_Position = vec4(place / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
in float y;
flat in vec2 span;
flat in float tone;
uniform vec3 ink;
uniform vec3 coarseInk;
uniform vec3 envelopeInk;
out vec4 colour;
void main() {
  float row = floor(y);
  float share = clamp(min(span.y, row + 1.0) - max(span.x, row), 0.0, 1.0);
  vec3 chosen = tone > 1.5 ? envelopeInk : tone > 0.5 ? coarseInk : ink;
  colour = vec4(chosen, 1.0) * share;
}`;

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/iu;

/** Curves by the graphics card; `null` where there is none worth the name, and the pixels are made by hand. */
export function webglCurves(canvas: HTMLCanvasElement, allowSoftware = false): CurveDrawer | null {
  if (!allowSoftware && !hasGraphicsCard()) return null;
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false });
  const program = gl && build(gl);
  return gl && program ? drawer(gl, program) : null;
}

/** Asked of a canvas of its own: one that has a context can get no other. */
function hasGraphicsCard(): boolean {
  const gl = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(name);
}

function build(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : null;
}

function drawer(gl: WebGL2RenderingContext, program: WebGLProgram): CurveDrawer {
  const buffer = gl.createBuffer();
  const place = (name: string) => gl.getUniformLocation(program, name);
  const colour = ([red, green, blue]: readonly [number, number, number]) =>
    [red / 255, green / 255, blue / 255] as const;
  let edges = new Float32Array();
  let data = new Float32Array();
  let least = LEAST_PX;
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  const attribute = gl.getAttribLocation(program, 'edges');
  gl.enableVertexAttribArray(attribute);
  gl.vertexAttribPointer(attribute, 3, gl.FLOAT, false, 0, 0);
  gl.vertexAttribDivisor(attribute, 1);
  gl.uniform3f(place('ink'), ...colour(INK));
  gl.uniform3f(place('coarseInk'), ...colour(COARSE_INK));
  gl.uniform3f(place('envelopeInk'), ...colour(ENVELOPE_INK));
  gl.enable(gl.BLEND);
  // colours are multiplied by their share already; crossing lanes keep the darker
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return {
    kind: 'webgl',
    resize({ width, height, pixelsPerCssPixel }) {
      least = LEAST_PX * pixelsPerCssPixel;
      edges = new Float32Array(2 * width);
      gl.viewport(0, 0, width, height);
      gl.uniform2f(place('size'), width, height);
      gl.uniform1i(place('columns'), Math.max(1, width));
    },
    draw(lanes) {
      const width = edges.length / 2;
      if (data.length < 3 * width * lanes.length) data = new Float32Array(3 * width * lanes.length);
      lanes.forEach((lane, index) => {
        laneEdges(lane, least, edges);
        const { coarse } = lane.columns;
        const tone = lane.isEnvelope ? 2 : 0;
        for (let column = 0; column < width; column++) {
          const at = 3 * (index * width + column);
          data[at] = edges[2 * column] ?? 1;
          data[at + 1] = edges[2 * column + 1] ?? 0;
          data[at + 2] = coarse[column] === 1 ? 1 : tone;
        }
      });
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW, 0, 3 * width * lanes.length);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, width * lanes.length);
    },
    dispose() {
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
